package dev.tokenflow.pingone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of an {@code application/x-www-form-urlencoded} body, in the order given. */
public final class Form {
  /** The media type of the encoded form. */
  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  // Every octet of a form and of a flow's id is looked up here.
  private static final boolean[] IS_UNRESERVED =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>();

  /** Adds a parameter; null adds nothing. */
  public Form with(String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
    return this;
  }

  /** Adds a parameter whose value an error must not show. */
  public Form withSecret(String name, String value) {
    secrets.add(value);
    return with(name, value);
  }

  /** Adds what was sent before, and an error must not show either. */
  public Form withSecrets(List<String> sent) {
    secrets.addAll(sent);
    return this;
  }

  /** The values that an error must not show. */
  public List<String> secrets() {
    return List.copyOf(secrets);
  }

  /** A copy, to which parameters can be added while this form stays as it is. */
  public Form copy() {
    Form copy = new Form();
    copy.parameters.putAll(parameters);
    copy.secrets.addAll(secrets);
    return copy;
  }

  /** The value of a parameter, or null. */
  public @Nullable String get(String name) {
    return parameters.get(name);
  }

  /** The parameters by their names. */
  public Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  /** The body (RFC 6749 appendix B). */
  public String encoded() {
    StringBuilder body = new StringBuilder(1024);
    parameters.forEach(
        (name, value) -> {
          if (body.length() > 0) {
            body.append('&');
          }
          body.append(encoded(name)).append('=').append(encoded(value));
        });
    return body.toString();
  }

  /** URLEncoder copies even a text that needs no encoding, as nearly every text here. */
  private static String encoded(String text) {
    return isUnreserved(text) ? text : URLEncoder.encode(text, UTF_8);
  }

  /** Whether a text consists of characters that need no encoding (RFC 3986 section 2.3). */
  public static boolean isUnreserved(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= IS_UNRESERVED.length || !IS_UNRESERVED[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] table(String characters) {
    boolean[] table = new boolean[128];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }

  /** The names alone. */
  @Override
  public String toString() {
    return "Form" + parameters.keySet();
  }
}
