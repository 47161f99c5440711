package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Verifies client assertions (RFC 7523 section 3). */
final class AssertionVerifier {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final long MAX_LIFETIME_SECONDS = 3600;

  private final String clientId;
  private final String algorithm;
  private final boolean byKey;
  private final ClientSecrets secrets;
  private final ClientKeys keys;
  private final String issuer;
  private final Duration clockOffset;
  private final Map<String, Long> seen = new HashMap<>();

  AssertionVerifier(SandboxOptions options, ClientSecrets secrets, ClientKeys keys, String issuer) {
    this.clientId = options.clientId();
    this.algorithm = options.algorithm();
    this.byKey = options.clientAuthentication().equals("private_key_jwt");
    this.secrets = secrets;
    this.keys = keys;
    this.issuer = issuer;
    this.clockOffset = options.clockOffset();
  }

  /**
   * Rejects a request without a valid assertion with {@code invalid_client}.
   *
   * @param endpoint the URL being called, a valid audience besides the issuer and the token
   *     endpoint
   */
  void verify(MultiMap form, String endpoint) {
    if (!TYPE.equals(form.get("client_assertion_type"))) {
      throw Refusal.invalidClient("client_assertion_type must be " + TYPE);
    }
    String assertion = form.get("client_assertion");
    if (assertion == null) {
      throw Refusal.invalidClient("client_assertion is missing");
    }
    Function<String, Refusal> refusal =
        reason -> Refusal.invalidClient("the assertion is rejected: " + reason);
    check(
        byKey
            ? keys.verify(assertion, "", refusal)
            : secrets.verify(assertion, Set.of(algorithm), refusal),
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
