package dev.tokenflow.pingone.oauth;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a validated token response, without the ids of the call that requested them.
 *
 * @param accessToken the access token
 * @param expiresIn its lifetime when it was issued, or null if the server did not say
 * @param expiresAt the end of that lifetime by this machine's clock, or null if that is unknown
 * @param scope the granted scopes, separated by spaces, or null if they are not known
 * @param idToken the ID token, or null
 * @param refreshToken the refresh token, or null
 * @param claims the claims of the validated ID token, or null
 */
public record TokenSet(
    String accessToken,
    @Nullable Duration expiresIn,
    @Nullable Instant expiresAt,
    @Nullable String scope,
    @Nullable String idToken,
    @Nullable String refreshToken,
    @Nullable JsonObject claims) {

  @Override
  public String toString() {
    return "TokenSet[***]";
  }
}
