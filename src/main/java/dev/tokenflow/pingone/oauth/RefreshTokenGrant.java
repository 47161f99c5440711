package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * The refresh of tokens (RFC 6749 section 6, OpenID Connect Core 12).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class RefreshTokenGrant {
  private final boolean validateIdTokens;
  private final AuthenticatedEndpoint endpoint;
  private final IdTokenValidator idTokens;

  /**
   * @param validateIdTokens whether ID tokens are validated at all
   */
  public RefreshTokenGrant(
      boolean validateIdTokens, AuthenticatedEndpoint endpoint, IdTokenValidator idTokens) {
    this.validateIdTokens = validateIdTokens;
    this.endpoint = endpoint;
    this.idTokens = idTokens;
  }

  /**
   * Refreshes tokens. It is not sent again once the server may have processed it: under rotation
   * the refresh token is used up then.
   *
   * @param grantedScope the scope of the new tokens if the server does not say, or null
   * @return the new tokens, without user name and correlation id; their refresh token is the new
   *     one, or the old one where the server keeps to it. Fails with {@code StepException}: the
   *     server's refusal by its code, {@code invalid_id_token} or {@code invalid_response} for what
   *     cannot be trusted, {@code unavailable}, {@code rate_limited} or {@code timeout}
   */
  public Future<TokenSet> refresh(Refresh refresh, String grantedScope, Deadline deadline) {
    return endpoint
        .send(
            RequestKind.REFRESH_TOKEN,
            TokenRequest.refreshToken(refresh.refreshToken(), refresh.scope()),
            List.of(refresh.refreshToken()),
            deadline)
        .compose(
            response -> {
              Instant issued = Instant.now();
              TokenResponse tokens =
                  TokenResponse.of(response).orRefreshToken(refresh.refreshToken());
              return claims(refresh, tokens, deadline)
                  .recover(
                      invalid ->
                          Future.failedFuture(TokenResponse.withSupportId(invalid, response)))
                  .map(claims -> tokens.tokens(issued, grantedScope, claims));
            });
  }

  /** The claims of a new ID token; null where there is none, which is no fault (Core 12.2). */
  private Future<JsonObject> claims(Refresh refresh, TokenResponse tokens, Deadline deadline) {
    if (!validateIdTokens || tokens.idToken() == null) {
      return Future.succeededFuture();
    }
    return idTokens
        .validate(tokens.idToken(), tokens.accessToken(), null, deadline)
        .map(
            claims -> {
              if (refresh.subject() != null && !refresh.subject().equals(claims.getString("sub"))) {
                throw StepException.of(
                    ErrorCode.INVALID_ID_TOKEN,
                    Step.ID_TOKEN,
                    "the ID token is not valid: its sub is not that of the ID token before it");
              }
              return claims;
            });
  }
}
