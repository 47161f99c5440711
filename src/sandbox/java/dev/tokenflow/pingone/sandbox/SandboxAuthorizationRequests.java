package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads authorization requests in their three forms: plain parameters, a signed request object (RFC
 * 9101), or a single-use reference to a pushed request (RFC 9126).
 */
final class SandboxAuthorizationRequests {
  private static final String REFERENCE = "urn:ietf:params:oauth:request_uri:";
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SandboxOptions options;
  private final String issuer;
  private final ClientSecrets secrets;
  private final ClientKeys keys;
  private final ClientAuthenticator clients;
  private final SecureRandom random;
  private final Map<String, Pushed> pushed = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();

  private record Pushed(MultiMap parameters, Instant expiresAt) {}

  SandboxAuthorizationRequests(
      SandboxOptions options,
      String issuer,
      ClientSecrets secrets,
      ClientKeys keys,
      ClientAuthenticator clients,
      SecureRandom random) {
    this.options = options;
    this.issuer = issuer;
    this.secrets = secrets;
    this.keys = keys;
    this.clients = clients;
    this.random = random;
  }

  /** Stores a pushed request and returns a reference to it. */
  SandboxResponse push(HttpServerRequest request, MultiMap form) {
    clients.authenticate(request.headers(), form, issuer + "/par");
    if (form.contains("request_uri")) {
      throw Refusal.oauth(400, "invalid_request", "request_uri cannot be pushed");
    }
    MultiMap parameters;
    try {
      parameters = unwrap(form);
      Authorization.accept(options, parameters);
    } catch (Refusal refusal) {
      throw Refusal.oauth(400, "invalid_request", refusal.body().encode());
    }
    String reference = REFERENCE + Crypto.randomValue(random);
    pushed.put(reference, new Pushed(parameters, Instant.now().plus(LIFETIME)));
    return new SandboxResponse(
        201,
        null,
        new JsonObject().put("request_uri", reference).put("expires_in", LIFETIME.toSeconds()));
  }

  /** Returns the parameters of a request to the authorization endpoint, whatever its form. */
  MultiMap parameters(MultiMap form) {
    String reference = form.get("request_uri");
    if (reference == null) {
      if (options.pushedAuthorizationRequired()) {
        throw invalid("request_uri", "the request must be pushed first");
      }
      return unwrap(form);
    }
    Pushed request = pushed.remove(reference);
    if (request == null || Instant.now().isAfter(request.expiresAt)) {
      throw invalid("request_uri", "unknown, expired or used");
    }
    if (!options.clientId().equals(form.get("client_id"))) {
      throw invalid("client_id", "differs from the client that pushed the request");
    }
    return request.parameters;
  }

  void removeExpired() {
    Instant now = Instant.now();
    pushed.values().removeIf(request -> now.isAfter(request.expiresAt));
    seen.values().removeIf(exp -> exp < now.getEpochSecond());
  }

  /** Returns the claims of the request object if there is one, else the form itself. */
  private MultiMap unwrap(MultiMap form) {
    String request = form.get("request");
    if (request == null) {
      if (options.requestObjectRequired()) {
        throw invalid("request", "must be a signed request object");
      }
      // PingOne takes what begins with pi. in a request object only.
      return form.remove("pi.remoteIp");
    }
    JsonObject claims = verified(request);
    String clientId = options.clientId();
    if (!clientId.equals(claims.getValue("iss")) || !clientId.equals(form.get("client_id"))) {
      throw invalid("request", "its iss and client_id must be the client id");
    }
    if (!issuer.equals(claims.getValue("aud"))) {
      throw invalid("request", "its aud must be " + issuer);
    }
    if (!(claims.getValue("exp") instanceof Number exp)
        || exp.longValue() <= Instant.now().getEpochSecond()) {
      throw invalid("request", "it has expired or has no exp");
    }
    if (!(claims.getValue("jti") instanceof String jti)
        || seen.putIfAbsent(jti, exp.longValue()) != null) {
      throw invalid("request", "its jti is missing or was used before");
    }
    // PingOne's tables require these beside the request object.
    for (String name : List.of("redirect_uri", "response_mode")) {
      if (!String.valueOf(claims.getValue(name)).equals(form.get(name))) {
        throw invalid(name, "must stand beside the request object, too");
      }
    }
    // RFC 9101 section 6.3: parameters outside the request object are ignored.
    MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
    claims.forEach(
        claim -> {
          if (claim.getValue() instanceof String text && !claim.getKey().equals("max_age")) {
            parameters.set(claim.getKey(), text);
          } else if (claim.getValue() instanceof Integer number) {
            // RFC 9101 section 4: numbers are JSON numbers.
            parameters.set(claim.getKey(), number.toString());
          }
        });
    return parameters;
  }

  /** The user whom a request's {@code login_hint_token} names by id or name; null without one. */
  @Nullable SandboxUser hintedUser(MultiMap parameters, Collection<SandboxUser> users) {
    String token = parameters.get("login_hint_token");
    if (token == null) {
      return null;
    }
    JsonObject claims =
        secrets.verify(
            token,
            new TreeSet<>(List.of("HS256", "HS384", "HS512")),
            reason -> invalid("login_hint_token", reason));
    if (!options.clientId().equals(claims.getValue("iss"))
        || !issuer.equals(claims.getValue("aud"))) {
      throw invalid("login_hint_token", "its iss must be the client id and its aud the issuer");
    }
    if (!(claims.getValue("exp") instanceof Number exp)
        || exp.longValue() <= Instant.now().getEpochSecond()) {
      throw invalid("login_hint_token", "it has expired or has no exp");
    }
    if (claims.getValue("jti") instanceof String jti
        && seen.putIfAbsent(jti, exp.longValue()) != null) {
      throw invalid("login_hint_token", "its jti was used before");
    }
    Object sub = claims.getValue("sub");
    return users.stream()
        .filter(user -> user.subject().equals(sub) || user.username().equals(sub))
        .findFirst()
        .orElseThrow(() -> invalid("login_hint_token", "there is no such user"));
  }

  /**
   * The claims of a request object, signed with the client secret (PingOne documents HS256) or with
   * the application's RSA key, which has a {@code kid}.
   */
  private JsonObject verified(String request) {
    Function<String, Refusal> refusal = reason -> invalid("request", reason);
    return keys.areNamedBy(request)
        ? keys.verify(request, "RS", refusal)
        : secrets.verify(request, new TreeSet<>(List.of("HS256", options.algorithm())), refusal);
  }

  private static Refusal invalid(String target, String message) {
    return Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
        .with("INVALID_VALUE", target, message);
  }
}
