package dev.tokenflow.pingone.acquisition;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * A refresh token to be turned into new tokens (RFC 6749 section 6).
 *
 * @param refreshToken the refresh token; never shown by {@link #toString()}
 * @param scope fewer scopes than were granted, separated by spaces, or null for all of them
 * @param subject the {@code sub} of the ID token that came with the refresh token, which a new one
 *     has to have too (OpenID Connect Core 12.2), or null where it is not known
 * @param correlationId an id for logs and support, or null to have one made
 */
public record Refresh(String refreshToken, String scope, String subject, String correlationId) {

  public Refresh {
    Objects.requireNonNull(refreshToken, "refreshToken");
  }

  /** A refresh for all scopes that were granted, of a user who is not known here. */
  public static Refresh of(String refreshToken) {
    return new Refresh(refreshToken, null, null, null);
  }

  /** A refresh of tokens, which must have a refresh token among them. */
  public static Refresh of(Tokens tokens) {
    JsonObject claims = tokens.claims();
    return new Refresh(
        tokens.refreshToken(), null, claims == null ? null : claims.getString("sub"), null);
  }

  /** The same refresh for fewer scopes. */
  public Refresh withScope(String scopes) {
    return new Refresh(refreshToken, scopes, subject, correlationId);
  }

  /** The same refresh under an id of the caller's. */
  public Refresh withCorrelationId(String id) {
    return new Refresh(refreshToken, scope, subject, id);
  }

  @Override
  public String toString() {
    return "Refresh[scope=" + scope + ", correlationId=" + correlationId + "]";
  }
}
