package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** The token endpoint (RFC 6749 section 3.2). */
final class TokenEndpoint {
  private static final long LIFETIME_SECONDS = 3600;

  private final SandboxOptions options;
  private final String issuer;
  private final SecureRandom random;
  private final Codes codes;
  private final Assertions assertions;
  private SigningKeys keys;
  private SigningKeys keysBefore;

  TokenEndpoint(
      SandboxOptions options, String issuer, SecureRandom random, Codes codes, SigningKeys keys) {
    this.options = options;
    this.issuer = issuer;
    this.random = random;
    this.codes = codes;
    this.assertions = new Assertions(options, Set.of(issuer, issuer + "/token"));
    this.keys = keys;
  }

  Answer token(HttpServerRequest request, MultiMap form) {
    assertions.authenticate(request.headers(), form);
    if (!"authorization_code".equals(form.get("grant_type"))) {
      throw Refusal.oauth(400, "unsupported_grant_type", "expected authorization_code");
    }
    Codes.Grant grant = codes.redeem(form.get("code"));
    if (!grant.authorization().redirectUri().equals(form.get("redirect_uri"))) {
      throw Refusal.invalidGrant("redirect_uri is not that of the authorization request");
    }
    String verifier = form.get("code_verifier");
    if (verifier == null
        || !verifier.matches("[A-Za-z0-9._~-]{43,128}")
        || !Compact.encode(Compact.sha256(verifier))
            .equals(grant.authorization().codeChallenge())) {
      throw Refusal.invalidGrant("code_verifier does not match the code_challenge");
    }
    return Answer.json(tokens(grant));
  }

  Answer jwks() {
    JsonObject set = keys.jwks();
    if (keysBefore != null) {
      set.getJsonArray("keys").addAll(keysBefore.jwks().getJsonArray("keys"));
    }
    return Answer.json(set);
  }

  /** From now on another key signs; the one before stays known, for the tokens under way. */
  void rotate(SigningKeys fresh) {
    keysBefore = keys;
    keys = fresh;
  }

  void forgetExpired() {
    assertions.forgetExpired();
  }

  private JsonObject tokens(Codes.Grant grant) {
    String accessToken = Compact.random(random);
    Authorization authorization = grant.authorization();
    JsonObject tokens =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", LIFETIME_SECONDS);
    if (authorization.scope() != null) {
      tokens.put("scope", authorization.scope());
    }
    if (authorization.wantsIdToken()) {
      tokens.put("id_token", keys.sign(idToken(grant, accessToken)));
    }
    if (authorization.wantsRefreshToken()) {
      tokens.put("refresh_token", Compact.random(random));
    }
    return tokens;
  }

  private JsonObject idToken(Codes.Grant grant, String accessToken) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("sub", grant.user().subject())
            .put("aud", options.clientId())
            .put("iat", now)
            .put("exp", now + LIFETIME_SECONDS)
            .put("auth_time", now)
            .put("at_hash", Compact.encode(Arrays.copyOf(Compact.sha256(accessToken), 16)))
            .put("preferred_username", grant.user().username());
    if (grant.authorization().nonce() != null) {
      claims.put("nonce", grant.authorization().nonce());
    }
    return claims;
  }
}
