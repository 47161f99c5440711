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

  /** The same tokens, of whose lifetime so much is left. */
  public Tokens withExpiresIn(Duration left) {
    return new Tokens(
        accessToken,
        tokenType,
        left,
        expiresAt,
        scope,
        idToken,
        refreshToken,
        claims,
        username,
        correlationId);
  }

  /** The same tokens with a copy of the claims, which are the receiver's own to change. */
  public Tokens withOwnClaims() {
    return new Tokens(
        accessToken,
        tokenType,
        expiresIn,
        expiresAt,
        scope,
        idToken,
        refreshToken,
        claims == null ? null : claims.copy(),
        username,
        correlationId);
  }

  /** Refreshed tokens in place of these: of the same user, and of the same scopes unless told. */
  public Tokens inPlaceOf(Tokens before) {
    return new Tokens(
        accessToken,
        tokenType,
        expiresIn,
        expiresAt,
        scope == null ? before.scope : scope,
        idToken,
        refreshToken,
        claims,
        before.username,
        correlationId);
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
