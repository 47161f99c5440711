package dev.tokenflow.pingone.sandbox;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Introspection (RFC 7662), revocation (RFC 7009) and UserInfo (OpenID Connect Core 5.3). */
final class IssuedTokenEndpoints {
  private final SandboxOptions options;
  private final String issuer;
  private final Assertions assertions;
  private final IssuedTokens issued;

  IssuedTokenEndpoints(
      SandboxOptions options, String issuer, Assertions assertions, IssuedTokens issued) {
    this.options = options;
    this.issuer = issuer;
    this.assertions = assertions;
    this.issued = issued;
  }

  Answer introspect(HttpServerRequest request, MultiMap form) {
    assertions.authenticate(request.headers(), form, issuer + "/introspect");
    String token = token(form);
    IssuedTokens.Access access = issued.access(token);
    if (access != null) {
      return Answer.json(
          active(access.grant(), access.scope())
              .put("token_type", "Bearer")
              .put("iat", access.issuedAt().getEpochSecond())
              .put("exp", access.expiresAt().getEpochSecond()));
    }
    IssuedTokens.Grant grant = issued.refreshable(token);
    return Answer.json(
        grant == null
            ? new JsonObject().put("active", false)
            : active(grant, grant.scope()).put("exp", issued.refreshExpiry(token)));
  }

  Answer revoke(HttpServerRequest request, MultiMap form) {
    assertions.authenticate(request.headers(), form, issuer + "/revoke");
    issued.revoke(token(form));
    return Answer.json(new JsonObject());
  }

  Answer userInfo(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      throw Refusal.bearer(401, null);
    }
    IssuedTokens.Access access = issued.access(authorization.substring("Bearer ".length()));
    if (access == null) {
      throw Refusal.bearer(401, "invalid_token");
    }
    SandboxUser user = access.grant().user();
    if (user == null || !access.grant().has("openid")) {
      throw Refusal.bearer(403, "insufficient_scope");
    }
    return Answer.json(
        new JsonObject().put("sub", user.subject()).put("preferred_username", user.username()));
  }

  void forgetExpired() {
    issued.forgetExpired();
  }

  private JsonObject active(IssuedTokens.Grant grant, String scope) {
    JsonObject active =
        new JsonObject()
            .put("active", true)
            .put("client_id", options.clientId())
            .put("iss", issuer)
            .put("scope", scope);
    return grant.user() == null
        ? active.put("sub", options.clientId())
        : active.put("sub", grant.user().subject()).put("username", grant.user().username());
  }

  private static String token(MultiMap form) {
    String token = form.get("token");
    if (token == null || token.isEmpty()) {
      throw Refusal.oauth(400, "invalid_request", "token is missing");
    }
    return token;
  }
}
