package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Authenticates the client by the only method that is registered with the application. */
final class ClientAuthenticator {
  private static final String BASIC = "Basic ";

  private final String clientId;
  private final String registered;
  private final ClientSecrets secrets;
  private final AssertionVerifier assertions;

  ClientAuthenticator(SandboxOptions options, ClientSecrets secrets, AssertionVerifier assertions) {
    this.clientId = options.clientId();
    this.registered = options.clientAuthentication();
    this.secrets = secrets;
    this.assertions = assertions;
  }

  /**
   * Rejects a client that does not authenticate with {@code invalid_client}.
   *
   * @param endpoint the URL being called
   */
  void authenticate(MultiMap headers, MultiMap form, String endpoint) {
    String authorization = headers.get("Authorization");
    requireRegisteredMethod(authorization, form);
    if (form.contains("client_id") && !clientId.equals(form.get("client_id"))) {
      throw Refusal.invalidClient("client_id is not that of the application");
    }
    switch (registered) {
      case "client_secret_basic" -> basic(authorization);
      case "client_secret_post" -> secret(form.get("client_id"), form.get("client_secret"));
      case "none" -> requireClientId(form.get("client_id"));
      default -> assertions.verify(form, endpoint);
    }
  }

  /** As {@link #authenticate}, for what a public client may not use. */
  void authenticateConfidential(MultiMap headers, MultiMap form, String endpoint) {
    authenticate(headers, form, endpoint);
    requireConfidential();
  }

  /** RFC 6749 section 4.4. */
  void requireConfidential() {
    if (registered.equals("none")) {
      throw Refusal.invalidClient("a public client may not use this");
    }
  }

  /** RFC 6749 section 2.3 allows one method for each request. */
  private void requireRegisteredMethod(@Nullable String authorization, MultiMap form) {
    List<String> used = new ArrayList<>();
    if (authorization != null) {
      used.add("client_secret_basic");
    }
    if (form.contains("client_secret")) {
      used.add("client_secret_post");
    }
    if (form.contains("client_assertion") || form.contains("client_assertion_type")) {
      used.add(registered.endsWith("_jwt") ? registered : "client_secret_jwt");
    }
    if (used.isEmpty()) {
      used.add("none");
    }
    if (!used.equals(List.of(registered))) {
      throw Refusal.invalidClient("the application authenticates by " + registered + " only");
    }
  }

  private void basic(@Nullable String authorization) {
    String[] credentials = {"", ""};
    try {
      if (authorization != null && authorization.startsWith(BASIC)) {
        byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
        credentials = new String(decoded, UTF_8).split(":", 2);
      }
      if (credentials.length == 2) {
        secret(URLDecoder.decode(credentials[0], UTF_8), URLDecoder.decode(credentials[1], UTF_8));
        return;
      }
    } catch (IllegalArgumentException undecodable) {
      // Neither Base64 nor a form's encoding.
    }
    throw Refusal.invalidClient("the Authorization header cannot be decoded");
  }

  private void secret(@Nullable String id, @Nullable String secret) {
    requireClientId(id);
    if (secret == null || !secrets.isAccepted(secret)) {
      throw Refusal.invalidClient("the client secret is wrong");
    }
  }

  private void requireClientId(@Nullable String id) {
    if (!clientId.equals(id)) {
      throw Refusal.invalidClient("client_id is missing or not that of the application");
    }
  }

  void removeExpired() {
    assertions.removeExpired();
  }
}
