package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Authorization requests as they come: plain, in a signed request object (RFC 9101), or pushed
 * before and named by a reference that is good once (RFC 9126).
 */
final class SandboxAuthorizationRequests {
  private static final String REFERENCE = "urn:ietf:params:oauth:request_uri:";
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SandboxOptions options;
  private final String issuer;
  private final ClientSecrets secrets;
  private final Assertions assertions;
  private final SecureRandom random;
  private final Map<String, Pushed> pushed = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();

  private record Pushed(MultiMap parameters, Instant expiresAt) {}

  SandboxAuthorizationRequests(
      SandboxOptions options,
      String issuer,
      ClientSecrets secrets,
      Assertions assertions,
      SecureRandom random) {
    this.options = options;
    this.issuer = issuer;
    this.secrets = secrets;
    this.assertions = assertions;
    this.random = random;
  }

  /** Takes a request for later. */
  Answer push(HttpServerRequest request, MultiMap form) {
    assertions.authenticate(request.headers(), form, issuer + "/par");
    if (form.contains("request_uri")) {
      throw Refusal.oauth(400, "invalid_request", "request_uri cannot be pushed");
    }
    MultiMap parameters;
    try {
      parameters = opened(form);
      Authorization.accept(options, parameters);
    } catch (Refusal refusal) {
      throw Refusal.oauth(400, "invalid_request", refusal.body().encode());
    }
    String reference = REFERENCE + Compact.random(random);
    pushed.put(reference, new Pushed(parameters, Instant.now().plus(LIFETIME)));
    return new Answer(
        201,
        null,
        new JsonObject().put("request_uri", reference).put("expires_in", LIFETIME.toSeconds()));
  }

  /** The parameters of what comes to the authorization endpoint. */
  MultiMap parameters(MultiMap form) {
    String reference = form.get("request_uri");
    if (reference == null) {
      if (options.pushedAuthorizationRequired()) {
        throw invalid("request_uri", "the request has to be pushed before");
      }
      return opened(form);
    }
    Pushed request = pushed.remove(reference);
    if (request == null || Instant.now().isAfter(request.expiresAt)) {
      throw invalid("request_uri", "unknown, expired or used");
    }
    if (!options.clientId().equals(form.get("client_id"))) {
      throw invalid("client_id", "not the one that pushed the request");
    }
    return request.parameters;
  }

  void forgetExpired() {
    Instant now = Instant.now();
    pushed.values().removeIf(request -> now.isAfter(request.expiresAt));
    seen.values().removeIf(exp -> exp < now.getEpochSecond());
  }

  /** The parameters themselves, those of a request object where there is one. */
  private MultiMap opened(MultiMap form) {
    String request = form.get("request");
    if (request == null) {
      if (options.requestObjectRequired()) {
        throw invalid("request", "has to be a signed request object");
      }
      return form;
    }
    JsonObject claims = secrets.verified(request, "HS256", what -> invalid("request", what));
    String clientId = options.clientId();
    if (!clientId.equals(claims.getValue("iss")) || !clientId.equals(form.get("client_id"))) {
      throw invalid("request", "its iss and client_id have to be the client id");
    }
    if (!issuer.equals(claims.getValue("aud"))) {
      throw invalid("request", "its aud has to be " + issuer);
    }
    if (!(claims.getValue("exp") instanceof Number exp)
        || exp.longValue() <= Instant.now().getEpochSecond()) {
      throw invalid("request", "it expired, or has no exp");
    }
    if (!(claims.getValue("jti") instanceof String jti)
        || seen.putIfAbsent(jti, exp.longValue()) != null) {
      throw invalid("request", "its jti is missing or was seen before");
    }
    // RFC 9101 section 6.3: what stands beside the request object does not count.
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    claims.forEach(
        claim -> {
          if (claim.getValue() instanceof String text) {
            parameters.set(claim.getKey(), text);
          }
        });
    return parameters;
  }

  private static Refusal invalid(String target, String message) {
    return Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
        .with("INVALID_VALUE", target, message);
  }
}
