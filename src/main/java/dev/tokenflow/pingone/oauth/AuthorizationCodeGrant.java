package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * The authorization code grant's second half (RFC 6749 section 4.1.3): a code turns into tokens,
 * and the ID token among them is validated.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class AuthorizationCodeGrant {
  private final String redirectUri;
  private final boolean validateIdTokens;
  private final AuthenticatedEndpoint endpoint;
  private final IdTokenValidator idTokens;

  public AuthorizationCodeGrant(
      PingOneOptions options, AuthenticatedEndpoint endpoint, IdTokenValidator idTokens) {
    this.redirectUri = options.redirectUri();
    this.validateIdTokens = options.idToken().validate();
    this.endpoint = endpoint;
    this.idTokens = idTokens;
  }

  /**
   * Redeems a code.
   *
   * @return the tokens, without user name and correlation id; fails with {@code StepException}: the
   *     server's refusal by its code, {@code invalid_id_token} or {@code invalid_response} for what
   *     cannot be trusted, {@code unavailable}, {@code rate_limited} or {@code timeout}
   */
  public Future<TokenSet> redeem(AuthorizationCode code, Deadline deadline) {
    return endpoint
        .send(
            RequestKind.AUTHORIZATION_CODE,
            TokenRequest.authorizationCode(code.value(), redirectUri, code.verifier()),
            List.of(code.value(), code.verifier().value()),
            deadline)
        .compose(
            response -> {
              Instant issued = Instant.now();
              TokenResponse tokens = TokenResponse.of(response);
              return claims(code, tokens, deadline)
                  .recover(
                      invalid ->
                          Future.failedFuture(TokenResponse.withSupportId(invalid, response)))
                  .map(claims -> tokens.tokens(issued, code.scope(), claims));
            });
  }

  /** The claims of the ID token; null where there is none, or where it is not to be validated. */
  private Future<JsonObject> claims(
      AuthorizationCode code, TokenResponse tokens, Deadline deadline) {
    if (!validateIdTokens) {
      return Future.succeededFuture();
    }
    if (tokens.idToken() == null) {
      return code.wantsIdToken()
          ? Future.failedFuture(
              StepException.of(
                  ErrorCode.INVALID_ID_TOKEN,
                  Step.ID_TOKEN,
                  "the scope openid was asked for, and no ID token came"))
          : Future.succeededFuture();
    }
    return idTokens.validate(tokens.idToken(), tokens.accessToken(), code.nonce(), deadline);
  }
}
