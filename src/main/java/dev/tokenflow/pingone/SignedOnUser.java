package dev.tokenflow.pingone;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code User} of a sign-on, as {@link PingOneAuthentication} describes it. */
final class SignedOnUser {
  // Besides the times: attributes by which User finds other values, or extends its expiry. An
  // administrator of PingOne may name a claim like one of them.
  private static final List<String> OMITTED_CLAIMS =
      List.of("iat", "nbf", "leeway", "rootClaim", "idToken", "accessToken");

  private SignedOnUser() {}

  static User of(Tokens tokens, boolean holdsTokens) {
    JsonObject attributes = tokens.claims() == null ? new JsonObject() : tokens.claims().copy();
    OMITTED_CLAIMS.forEach(attributes::remove);
    if (!attributes.containsKey("username")) {
      put(attributes, "username", tokens.username());
    }
    if (tokens.expiresAt() != null) {
      attributes.put("exp", tokens.expiresAt().getEpochSecond());
    }
    JsonObject principal = principal(tokens, attributes);
    if (holdsTokens) {
      principal.put("access_token", tokens.accessToken()).put("token_type", tokens.tokenType());
      put(principal, "refresh_token", tokens.refreshToken());
      put(principal, "id_token", tokens.idToken());
    }
    return User.create(principal, attributes);
  }

  private static JsonObject principal(Tokens tokens, JsonObject attributes) {
    JsonObject principal = new JsonObject();
    // User.subject() prefers a user name, which can be given to another user later. The sub cannot
    // (OpenID Connect Core section 2).
    String subject = tokens.subject();
    put(
        principal,
        subject == null ? "username" : "sub",
        subject == null ? tokens.username() : subject);
    put(principal, "scope", tokens.scope());
    if (attributes.getValue("amr") instanceof JsonArray methods) {
      principal.put("amr", methods.copy());
    }
    return principal;
  }

  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
