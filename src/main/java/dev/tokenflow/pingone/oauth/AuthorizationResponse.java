package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authorization response (RFC 6749 section 4.1.2) in a redirect. */
public final class AuthorizationResponse {
  private static final int MAX_PARAMETERS = 1_000;

  private AuthorizationResponse() {}

  /**
   * Whether a {@code Location} leads to the redirect URI, whatever its query; other spellings of
   * the same URI count as equal (RFC 3986 section 6.2).
   */
  public static boolean isAtRedirectUri(@Nullable String location, String redirectUri) {
    if (location == null) {
      return false;
    }
    String separator = redirectUri.contains("?") ? "&" : "?";
    String found = normalized(location);
    String expected = normalized(redirectUri);
    return found.equals(expected) || found.startsWith(expected + separator);
  }

  /** With scheme and host in lower case, and without the default port and an empty path. */
  private static String normalized(String text) {
    try {
      URI uri = new URI(text);
      if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return text;
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      boolean byDefault = uri.getPort() == (scheme.equals("https") ? 443 : 80);
      String port = uri.getPort() < 0 || byDefault ? "" : ":" + uri.getPort();
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
      return scheme
          + "://"
          + uri.getHost().toLowerCase(Locale.ROOT)
          + port
          + path
          + query
          + fragment;
    } catch (URISyntaxException notAUri) {
      return text;
    }
  }

  /**
   * The authorization code in a redirect to the redirect URI.
   *
   * @param response the redirect
   * @param state the {@code state} that was sent
   * @throws StepException the server's error by its code (RFC 6749 section 4.1.2.1), or {@code
   *     invalid_response} if the redirect leads elsewhere, if {@code state} or {@code iss} (RFC
   *     9207) is not the expected one, or if there is neither code nor error
   */
  public static String code(Response response, String redirectUri, String state, String issuer) {
    Map<String, String> parameters = parameters(response);
    String code = parameters.get("code");
    if (parameters.containsKey("error")
        || code == null
        || !isAtRedirectUri(response.location(), redirectUri)
        || !state.equals(parameters.get("state"))) {
      throw refusal(response, state);
    }
    String iss = parameters.get("iss");
    if (iss != null && !iss.equals(issuer)) {
      throw response.invalid(
          "the redirect's iss is \"" + response.redacted(iss) + "\", expected \"" + issuer + '"');
    }
    return code;
  }

  /**
   * Why a redirect brings no authorization code. An error counts wherever it leads, since servers
   * show some on a page of their own, but not with the {@code state} of another request.
   *
   * @return the server's error, or {@code invalid_response}
   */
  public static StepException refusal(Response response, String state) {
    Map<String, String> parameters = parameters(response);
    String answered = parameters.get("state");
    if (answered != null && !answered.equals(state)) {
      return response.invalid("the redirect's state is not the one that was sent");
    }
    String error = parameters.get("error");
    if (error != null) {
      StepFailure failure =
          new OAuthError(error, parameters.get("error_description")).failure(response);
      return new StepException(
          answered == null ? failure.withRemark(" (without a state)") : failure);
    }
    if (!parameters.containsKey("code")) {
      return response.invalid("the redirect has neither code nor error");
    }
    return response.invalid(
        answered == null
            ? "the redirect has no state"
            : "the redirect does not lead to the redirect URI");
  }

  /**
   * The parameters of a redirect, in its query or its fragment; the first of each name, and none
   * that is empty or cannot be decoded.
   *
   * @throws StepException {@code invalid_response} without a {@code Location}
   */
  public static Map<String, String> parameters(Response response) {
    String location = response.location();
    if (location == null) {
      throw response.invalid("a redirect without a Location");
    }
    String[] parts = location.split("#", 2);
    Map<String, String> parameters = new HashMap<>();
    add(parameters, afterFirst('?', parts[0], ""));
    if (parts.length == 2) {
      // Sign-on pages that are scripts have a path and a query behind the #.
      add(parameters, afterFirst('?', parts[1], parts[1]));
    }
    return parameters;
  }

  private static String afterFirst(char separator, String text, String otherwise) {
    int at = text.indexOf(separator);
    return at < 0 ? otherwise : text.substring(at + 1);
  }

  private static void add(Map<String, String> parameters, String query) {
    for (String parameter : query.split("&", MAX_PARAMETERS)) {
      String name = parameter.split("=", 2)[0];
      String value = afterFirst('=', parameter, "");
      try {
        value = QueryStringDecoder.decodeComponent(value);
      } catch (IllegalArgumentException malformed) {
        // As it stands, a text for people still says something; nothing else does.
        value = name.equals("error_description") ? value : "";
      }
      if (!value.isEmpty()) {
        parameters.putIfAbsent(name, value);
      }
    }
  }
}
