package dev.tokenflow.pingone.sandbox;

import dev.tokenflow.pingone.sandbox.TokenStore.Grant;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 section 3.2). */
final class TokenEndpoint {
  private static final Set<String> APPLICATION_SCOPES = Set.of("p1:read:user", "p1:update:user");

  private final SandboxOptions options;
  private final String issuer;
  private final Codes codes;
  private final ClientAuthenticator clients;
  private final TokenStore issued;
  private final Sessions sessions;
  private SigningKeys keys;
  private @Nullable SigningKeys previousKeys;

  TokenEndpoint(
      SandboxOptions options,
      String issuer,
      Codes codes,
      ClientAuthenticator clients,
      TokenStore issued,
      Sessions sessions,
      SigningKeys keys) {
    this.options = options;
    this.issuer = issuer;
    this.codes = codes;
    this.clients = clients;
    this.issued = issued;
    this.sessions = sessions;
    this.keys = keys;
  }

  SandboxResponse token(HttpServerRequest request, MultiMap form) {
    clients.authenticate(request.headers(), form, issuer + "/token");
    String grantType = form.get("grant_type");
    return SandboxResponse.json(
        switch (grantType == null ? "" : grantType) {
          case "authorization_code" -> authorizationCode(form);
          case "refresh_token" -> refreshToken(form);
          case "client_credentials" -> {
            clients.requireConfidential();
            yield clientCredentials(form);
          }
          default ->
              throw Refusal.oauth(
                  400,
                  "unsupported_grant_type",
                  "expected authorization_code, refresh_token or client_credentials");
        });
  }

  SandboxResponse jwks() {
    JsonObject set = keys.jwks();
    if (previousKeys != null) {
      set.getJsonArray("keys").addAll(previousKeys.jwks().getJsonArray("keys"));
    }
    return SandboxResponse.json(set);
  }

  /** Signs with a new key; the key set keeps the previous one for tokens already issued. */
  void rotate(SigningKeys replacement) {
    previousKeys = keys;
    keys = replacement;
  }

  /** Ends the sessions of the user to whom an ID token was issued, even one that has expired. */
  SandboxResponse signOff(@Nullable String hint) {
    if (!options.signOffAllowed()) {
      throw Refusal.platform(403, "ACCESS_FAILED", "The application does not allow this request.");
    }
    String jwt = hint == null ? "" : hint;
    if (!keys.signed(jwt) && (previousKeys == null || !previousKeys.signed(jwt))) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
          .with("INVALID_VALUE", "id_token_hint", "not an ID token of this application");
    }
    byte[] claims = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
    sessions.end(new JsonObject(Buffer.buffer(claims)).getString("sub"));
    return SandboxResponse.noContent();
  }

  private JsonObject authorizationCode(MultiMap form) {
    Codes.IssuedCode code = codes.redeem(form.get("code"));
    Authorization authorization = code.authorization();
    if (!authorization.redirectUri().equals(form.get("redirect_uri"))) {
      throw Refusal.invalidGrant("redirect_uri differs from the authorization request");
    }
    String verifier = form.get("code_verifier");
    if (verifier == null
        || !verifier.matches("[A-Za-z0-9._~-]{43,128}")
        || !Crypto.base64Url(Crypto.sha256(verifier)).equals(authorization.codeChallenge())) {
      throw Refusal.invalidGrant("code_verifier does not match the code_challenge");
    }
    sessions.begin(code.user());
    Grant grant =
        new Grant(
            code.user(),
            authorization.scope(),
            code.authenticatedAt(),
            authorization.acr(),
            code.methods());
    return tokens(grant, grant.scope(), authorization.nonce());
  }

  /** RFC 6749 section 6, with rotation. */
  private JsonObject refreshToken(MultiMap form) {
    String token = form.get("refresh_token");
    String scope = form.get("scope");
    TokenStore.RefreshToken unused = issued.refreshToken(token);
    if (unused != null
        && scope != null
        && !unused.grant().scopes().containsAll(List.of(scope.split(" ")))) {
      throw Refusal.oauth(400, "invalid_scope", "exceeds the granted scope");
    }
    Grant grant = issued.redeem(token);
    return tokens(grant, scope == null ? grant.scope() : scope, null);
  }

  /** RFC 6749 section 4.4: there is no user, so neither an ID token nor a refresh token. */
  private JsonObject clientCredentials(MultiMap form) {
    String scope = form.get("scope");
    if (scope != null && !APPLICATION_SCOPES.containsAll(List.of(scope.split(" ")))) {
      throw Refusal.oauth(400, "invalid_scope", "the application may use " + APPLICATION_SCOPES);
    }
    Grant grant =
        new Grant(null, scope == null ? "p1:read:user" : scope, Instant.now(), null, List.of());
    return accessToken(issued.issueAccess(grant, grant.scope()), grant.scope());
  }

  private JsonObject tokens(Grant grant, @Nullable String scope, @Nullable String nonce) {
    String accessToken = issued.issueAccess(grant, scope);
    JsonObject tokens = accessToken(accessToken, scope);
    SandboxUser user = grant.user();
    if (user != null && grant.has("openid")) {
      tokens.put("id_token", keys.sign(idToken(user, grant, nonce, accessToken)));
    }
    if (grant.has("offline_access")) {
      tokens.put("refresh_token", issued.issueRefresh(grant));
    }
    return tokens;
  }

  private JsonObject accessToken(String accessToken, @Nullable String scope) {
    JsonObject tokens =
        new JsonObject()
            .put("access_token", accessToken)
            .put("token_type", "Bearer")
            .put("expires_in", issued.accessLifetimeSeconds());
    return scope == null ? tokens : tokens.put("scope", scope);
  }

  private JsonObject idToken(
      SandboxUser user, Grant grant, @Nullable String nonce, String accessToken) {
    long now = Instant.now().getEpochSecond();
    JsonObject claims =
        new JsonObject()
            .put("iss", issuer)
            .put("sub", user.subject())
            .put("aud", options.clientId())
            .put("iat", now)
            .put("exp", now + issued.accessLifetimeSeconds())
            .put("auth_time", grant.at().getEpochSecond())
            .put("acr", grant.acr())
            .put("amr", new JsonArray(List.copyOf(grant.methods())))
            .put("at_hash", Crypto.base64Url(Arrays.copyOf(Crypto.sha256(accessToken), 16)))
            .put("preferred_username", user.username());
    return nonce == null ? claims : claims.put("nonce", nonce);
  }
}
