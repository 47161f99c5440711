package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that PingOne issued (RFC 6749 section 5.1). They are left out of {@link #toString()}.
 *
 * @param accessToken the access token
 * @param tokenType always {@code Bearer}
 * @param expiresIn the remaining lifetime of the access token, or null if PingOne did not say
 * @param expiresAt the end of that lifetime by this machine's clock, or null if that is unknown
 * @param scope the granted scopes, separated by spaces, or null if they are not known
 * @param idToken the ID token, or null if none was issued
 * @param refreshToken the refresh token, or null if none was issued
 * @param claims the claims of the validated ID token, or null without one; the receiver's own copy
 * @param username the user name that the caller gave, or null
 * @param correlationId the id of the request
 */
public record Tokens(
    String accessToken,
    String tokenType,
    @Nullable Duration expiresIn,
    @Nullable Instant expiresAt,
    @Nullable String scope,
    @Nullable String idToken,
    @Nullable String refreshToken,
    @Nullable JsonObject claims,
    @Nullable String username,
    String correlationId)
    implements Outcome {

  public Tokens {
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(correlationId, "correlationId");
  }

  /** The {@code sub} of the ID token, or null if there are no claims. */
  public @Nullable String subject() {
    return claims == null ? null : claims.getString("sub");
  }

  /**
   * The same tokens for one of several receivers, at a time when this much of their lifetime is
   * left. None gets the refresh token: two holders of one that is rotated revoke each other's.
   */
  public Tokens copyFor(@Nullable Duration remaining) {
    return new Tokens(
        accessToken,
        tokenType,
        remaining,
        expiresAt,
        scope,
        idToken,
        null,
        claims == null ? null : claims.copy(),
        username,
        correlationId);
  }

  /** Reads tokens that a {@code PingOneVerticle} sent. */
  public static Tokens fromJson(JsonObject message) {
    return new Tokens(
        message.getString("access_token"),
        message.getString("token_type"),
        JsonFields.seconds(message, "expires_in"),
        JsonFields.instant(message, "expires_at"),
        message.getString("scope"),
        message.getString("id_token"),
        message.getString("refresh_token"),
        message.getJsonObject("claims"),
        message.getString("username"),
        message.getString("correlation_id"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject message =
        new JsonObject()
            .put("outcome", "tokens")
            .put("access_token", accessToken)
            .put("token_type", tokenType);
    if (expiresIn != null) {
      message.put("expires_in", expiresIn.toSeconds());
    }
    JsonFields.put(message, "expires_at", expiresAt);
    JsonFields.put(message, "scope", scope);
    JsonFields.put(message, "id_token", idToken);
    JsonFields.put(message, "refresh_token", refreshToken);
    JsonFields.put(message, "claims", claims);
    JsonFields.put(message, "username", username);
    return message.put("correlation_id", correlationId);
  }

  @Override
  public String toString() {
    return "Tokens[username="
        + username
        + ", scope="
        + scope
        + ", expiresAt="
        + expiresAt
        + ", correlationId="
        + correlationId
        + "]";
  }
}
