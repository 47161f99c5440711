package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Authenticates the client by a signed assertion only (RFC 7523 section 3). */
final class AssertionVerifier {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final long MAX_LIFETIME_SECONDS = 3600;

  private final String clientId;
  private final String algorithm;
  private final ClientSecrets secrets;
  private final String issuer;
  private final Duration clockOffset;
  private final Map<String, Long> seen = new HashMap<>();

  AssertionVerifier(SandboxOptions options, ClientSecrets secrets, String issuer) {
    this.clientId = options.clientId();
    this.algorithm = options.algorithm();
    this.secrets = secrets;
    this.issuer = issuer;
    this.clockOffset = options.clockOffset();
  }

  /**
   * Rejects a client that does not authenticate with {@code invalid_client}.
   *
   * @param endpoint the URL being called, a valid audience besides the issuer and the token
   *     endpoint
   */
  void authenticate(MultiMap headers, MultiMap form, String endpoint) {
    if (headers.contains("Authorization") || form.contains("client_secret")) {
      throw Refusal.invalidClient("a plain client secret is not accepted, send an assertion");
    }
    if (!TYPE.equals(form.get("client_assertion_type"))) {
      throw Refusal.invalidClient("client_assertion_type must be " + TYPE);
    }
    if (form.contains("client_id") && !clientId.equals(form.get("client_id"))) {
      throw Refusal.invalidClient("client_id is not the assertion's subject");
    }
    String assertion = form.get("client_assertion");
    if (assertion == null) {
      throw Refusal.invalidClient("client_assertion is missing");
    }
    check(
        secrets.verify(
            assertion,
            algorithm,
            reason -> Refusal.invalidClient("the assertion is rejected: " + reason)),
        List.of(issuer, issuer + "/token", endpoint));
  }

  private void check(JsonObject claims, List<String> audiences) {
    long now = Instant.now().plus(clockOffset).getEpochSecond();
    if (!clientId.equals(claims.getValue("iss")) || !clientId.equals(claims.getValue("sub"))) {
      throw Refusal.invalidClient("the assertion's iss and sub must be the client id");
    }
    if (!(claims.getValue("aud") instanceof String audience) || !audiences.contains(audience)) {
      throw Refusal.invalidClient("the assertion's aud must be one of " + audiences);
    }
    if (!(claims.getValue("exp") instanceof Number expiry)) {
      throw Refusal.invalidClient("the assertion has no exp");
    }
    long exp = expiry.longValue();
    if (exp <= now) {
      throw Refusal.invalidClient("the assertion has expired");
    }
    if (exp > now + MAX_LIFETIME_SECONDS) {
      throw Refusal.invalidClient("the assertion's exp is more than an hour in the future");
    }
    if (claims.getValue("nbf") instanceof Number notBefore && notBefore.longValue() > now) {
      throw Refusal.invalidClient("the assertion's nbf is in the future");
    }
    if (!(claims.getValue("jti") instanceof String jti) || jti.isEmpty()) {
      throw Refusal.invalidClient("the assertion has no jti");
    }
    if (seen.putIfAbsent(jti, exp) != null) {
      throw Refusal.invalidClient("the assertion's jti was used before");
    }
  }

  /** Drops the {@code jti} of expired assertions, which are rejected for their {@code exp}. */
  void removeExpired() {
    long now = Instant.now().plus(clockOffset).getEpochSecond();
    seen.values().removeIf(exp -> exp <= now);
  }
}
