package dev.tokenflow.pingone.sandbox;

import dev.tokenflow.pingone.sandbox.IssuedTokens.Grant;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The token endpoint (RFC 6749 section 3.2). */
final class TokenEndpoint {
  private static final Set<String> APPLICATION_SCOPES = Set.of("p1:read:user", "p1:update:user");

  private final SandboxOptions options;
  private final String issuer;
  private final Codes codes;
  private final Assertions assertions;
  private final IssuedTokens issued;
  private SigningKeys keys;
  private SigningKeys keysBefore;

  TokenEndpoint(
      SandboxOptions options,
      String issuer,
      Codes codes,
      Assertions assertions,
      IssuedTokens issued,
      SigningKeys keys) {
    this.options = options;
    this.issuer = issuer;
    this.codes = codes;
    this.assertions = assertions;
    this.issued = issued;
    this.keys = keys;
  }

  Answer token(HttpServerRequest request, MultiMap form) {
    assertions.authenticate(request.headers(), form, issuer + "/token");
    String grantType = form.get("grant_type");
    return Answer.json(
        switch (grantType == null ? "" : grantType) {
          case "authorization_code" -> authorizationCode(form);
          case "refresh_token" -> refreshToken(form);
          case "client_credentials" -> clientCredentials(form);
          default ->
              throw Refusal.oauth(
                  400,
                  "unsupported_grant_type",
                  "expected authorization_code, refresh_token or client_credentials");
        });
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

  private JsonObject authorizationCode(MultiMap form) {
    Codes.Grant code = codes.redeem(form.get("code"));
    Authorization authorization = code.authorization();
    if (!authorization.redirectUri().equals(form.get("redirect_uri"))) {
      throw Refusal.invalidGrant("redirect_uri is not that of the authorization request");
    }
    String verifier = form.get("code_verifier");
    if (verifier == null
        || !verifier.matches("[A-Za-z0-9._~-]{43,128}")
        || !Compact.encode(Compact.sha256(verifier)).equals(authorization.codeChallenge())) {
      throw Refusal.invalidGrant("code_verifier does not match the code_challenge");
    }
    Grant grant = new Grant(code.user(), authorization.scope(), Instant.now());
    return tokens(grant, grant.scope(), authorization.nonce());
  }

  /** RFC 6749 section 6, with rotation. */
  private JsonObject refreshToken(MultiMap form) {
    String token = form.get("refresh_token");
    String scope = form.get("scope");
    Grant granted = issued.refreshable(token);
    if (granted != null
        && scope != null
        && !granted.scopes().containsAll(List.of(scope.split(" ")))) {
      throw Refusal.oauth(400, "invalid_scope", "more than was granted");
    }
    Grant grant = issued.redeem(token);
    return tokens(grant, scope == null ? grant.scope() : scope, null);
  }

  /** RFC 6749 section 4.4: no user, and so neither ID token nor refresh token. */
  private JsonObject clientCredentials(MultiMap form) {
    String scope = form.get("scope");
    if (scope != null && !APPLICATION_SCOPES.containsAll(List.of(scope.split(" ")))) {
      throw Refusal.oauth(400, "invalid_scope", "expected some of " + APPLICATION_SCOPES);
    }
    Grant grant = new Grant(null, scope == null ? "p1:read:user" : scope, Instant.now());
    return accessToken(issued.issueAccess(grant, grant.scope()), grant.scope());
  }

  private JsonObject tokens(Grant grant, String scope, String nonce) {
    String accessToken = issued.issueAccess(grant, scope);
    JsonObject tokens = accessToken(accessToken, scope);
    if (grant.has("openid")) {
      tokens.put("id_token", keys.sign(idToken(grant, nonce, accessToken)));
    }
    if (grant.has("offline_access")) {
      tokens.put("refresh_token", issued.issueRefresh(grant));
    }
    return tokens;
  }

  private JsonObject accessToken(String accessToken, String scope) {
    JsonObject tokens =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", issued.accessLifetimeSeconds());
    return scope == null ? tokens : tokens.put("scope", scope);
  }

  private JsonObject idToken(Grant grant, String nonce, String accessToken) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("sub", grant.user().subject())
            .put("aud", options.clientId())
            .put("iat", now)
            .put("exp", now + issued.accessLifetimeSeconds())
            .put("auth_time", grant.at().getEpochSecond())
            .put("at_hash", Compact.encode(Arrays.copyOf(Compact.sha256(accessToken), 16)))
            .put("preferred_username", grant.user().username());
    return nonce == null ? claims : claims.put("nonce", nonce);
  }
}
