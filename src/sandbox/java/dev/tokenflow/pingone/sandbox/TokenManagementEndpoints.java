package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Introspection (RFC 7662), revocation (RFC 7009) and UserInfo (OpenID Connect Core 5.3). */
final class TokenManagementEndpoints {
  private final SandboxOptions options;
  private final String issuer;
  private final ClientAuthenticator clients;
  private final TokenStore issued;

  TokenManagementEndpoints(
      SandboxOptions options, String issuer, ClientAuthenticator clients, TokenStore issued) {
    this.options = options;
    this.issuer = issuer;
    this.clients = clients;
    this.issued = issued;
  }

  SandboxResponse introspect(HttpServerRequest request, MultiMap form) {
    clients.authenticateConfidential(request.headers(), form, issuer + "/introspect");
    String token = token(form);
    TokenStore.AccessToken access = issued.accessToken(token);
    if (access != null) {
      return SandboxResponse.json(
          active(access.grant(), access.scope())
              .put("token_type", "Bearer")
              .put("iat", access.issuedAt().getEpochSecond())
              .put("exp", access.expiresAt().getEpochSecond()));
    }
    TokenStore.RefreshToken refresh = issued.refreshToken(token);
    return SandboxResponse.json(
        refresh == null
            ? new JsonObject().put("active", false)
            : active(refresh.grant(), refresh.grant().scope())
                .put("exp", refresh.expiresAt().getEpochSecond()));
  }

  SandboxResponse revoke(HttpServerRequest request, MultiMap form) {
    clients.authenticate(request.headers(), form, issuer + "/revoke");
    issued.revoke(token(form));
    return SandboxResponse.json(new JsonObject());
  }

  SandboxResponse userInfo(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      throw Refusal.bearer(401, null);
    }
    TokenStore.AccessToken access = issued.accessToken(authorization.substring("Bearer ".length()));
    if (access == null) {
      throw Refusal.bearer(401, "invalid_token");
    }
    SandboxUser user = access.grant().user();
    if (user == null || !access.grant().has("openid")) {
      throw Refusal.bearer(403, "insufficient_scope");
    }
    return SandboxResponse.json(
        new JsonObject().put("sub", user.subject()).put("preferred_username", user.username()));
  }

  private JsonObject active(TokenStore.Grant grant, @Nullable String scope) {
    JsonObject active =
        new JsonObject()
            .put("active", true)
            .put("client_id", options.clientId())
            .put("iss", issuer)
            .put("scope", scope);
    SandboxUser user = grant.user();
    return user == null
        ? active.put("sub", options.clientId())
        : active.put("sub", user.subject()).put("username", user.username());
  }

  private static String token(MultiMap form) {
    String token = form.get("token");
    if (token == null || token.isEmpty()) {
      throw Refusal.oauth(400, "invalid_request", "token is missing");
    }
    return token;
  }
}
