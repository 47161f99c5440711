package dev.tokenflow.pingone.acquisition;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * Tokens that PingOne issued (RFC 6749 section 5.1).
 *
 * @param accessToken the access token
 * @param tokenType always {@code Bearer}
 * @param expiresIn the access token's lifetime when it was issued, or null where PingOne was silent
 * @param expiresAt the end of that lifetime by this machine's clock, or null likewise
 * @param scope the scopes granted, separated by spaces
 * @param idToken the ID token, or null where none was asked for
 * @param refreshToken the refresh token, or null where none was issued
 * @param claims the claims of the validated ID token, or null where there is none
 * @param username who signed on, or null where that is not known
 * @param correlationId the acquisition's id; null only until the acquisition adds it
 */
public record Tokens(
    String accessToken,
    String tokenType,
    Duration expiresIn,
    Instant expiresAt,
    String scope,
    String idToken,
    String refreshToken,
    JsonObject claims,
    String username,
    String correlationId)
    implements Outcome {

  /** The same tokens, issued to this user. */
  public Tokens withUsername(String name) {
    return new Tokens(
        accessToken,
        tokenType,
        expiresIn,
        expiresAt,
        scope,
        idToken,
        refreshToken,
        claims,
        name,
        correlationId);
  }

  /** The same tokens with the acquisition's id. */
  public Tokens withCorrelationId(String id) {
    return new Tokens(
        accessToken,
        tokenType,
        expiresIn,
        expiresAt,
        scope,
        idToken,
        refreshToken,
        claims,
        username,
        id);
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
