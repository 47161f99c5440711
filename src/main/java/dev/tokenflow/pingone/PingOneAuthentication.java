package dev.tokenflow.pingone;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ActionRequiredException;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.auth.authentication.CredentialValidationException;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import java.util.function.UnaryOperator;

/**
 * Signs users on through PingOne, for Vert.x Web's {@code BasicAuthHandler}, {@code
 * FormLoginHandler} and routes of one's own.
 *
 * <p>The {@code User} has:
 *
 * <ul>
 *   <li>as {@code attributes()} the claims of the ID token and {@code username}, the name that the
 *       user gave unless the claims have one. {@code exp} is when the access token expires, which
 *       decides {@code expired()}; if PingOne does not say, it is the ID token's. {@code iat} and
 *       {@code nbf} are left out: they are checked already, and {@code expired()} would compare
 *       them with this machine's clock without a leeway.
 *   <li>as {@code principal()} the {@code sub}, the {@code amr}, which {@code hasAmr} reads, and
 *       the granted {@code scope}. Without an ID token (no scope {@code openid}) it has {@code
 *       username} in place of {@code sub}. {@code subject()} is the one or the other.
 * </ul>
 *
 * <p>A {@code User} is stored in its session, and sent to where sessions are kept. So it holds no
 * token, unless {@link #withTokens()} says so.
 *
 * <p>{@code authenticate} fails with {@code PingOneException} as {@link PingOneTokens#signOn} does,
 * with {@link ActionRequiredException} if PingOne requires another step, and with {@code
 * CredentialValidationException} for other credentials than a user name and a password. Vert.x
 * Web's handlers answer 401 to all of these; {@link PingOneFailureHandler} tells them apart.
 */
public final class PingOneAuthentication implements AuthenticationProvider {
  private final PingOneTokens tokens;
  private final UnaryOperator<SignOn> asking;
  private final boolean holdsTokens;

  private PingOneAuthentication(
      PingOneTokens tokens, UnaryOperator<SignOn> asking, boolean holdsTokens) {
    this.tokens = tokens;
    this.asking = asking;
    this.holdsTokens = holdsTokens;
  }

  /** Signs on with the configured scopes and the application's default policy. */
  public static PingOneAuthentication over(PingOneTokens tokens) {
    return new PingOneAuthentication(tokens, UnaryOperator.identity(), false);
  }

  /**
   * A copy that asks for more than the default.
   *
   * @param change such as {@code signOn -> signOn.withScope("openid profile")}
   */
  public PingOneAuthentication withSignOn(UnaryOperator<SignOn> change) {
    return new PingOneAuthentication(tokens, change, holdsTokens);
  }

  /**
   * A copy whose {@code User} also holds the tokens, for requests to APIs, renewal and sign-off: as
   * {@code access_token}, {@code token_type}, {@code refresh_token} and {@code id_token} of the
   * {@code principal()}. Keep sessions where only this application can read them.
   */
  public PingOneAuthentication withTokens() {
    return new PingOneAuthentication(tokens, asking, true);
  }

  @Override
  public Future<User> authenticate(Credentials credentials) {
    if (!(credentials instanceof UsernamePasswordCredentials given)) {
      return Future.failedFuture(
          new CredentialValidationException(
              "Expected UsernamePasswordCredentials, found "
                  + (credentials == null ? "null" : credentials.getClass().getSimpleName())));
    }
    try {
      given.checkValid(null);
    } catch (CredentialValidationException refused) {
      return Future.failedFuture(refused);
    }
    return user(tokens.signOn(asking.apply(SignOn.of(given.getUsername(), given.getPassword()))));
  }

  /**
   * Continues the flow of an {@link ActionRequiredException}, or of a failure that leaves the flow
   * open.
   *
   * @param step such as {@code required.with(FlowAction.checkOneTimePasscode("123456"))}
   * @return the user; fails as {@link #authenticate(Credentials)} does, with {@link
   *     ActionRequiredException} if there is one more step
   */
  public Future<User> authenticate(Continuation step) {
    return user(tokens.continueFlow(step));
  }

  private Future<User> user(Future<Outcome> outcome) {
    return outcome.compose(
        reached ->
            reached instanceof ActionRequired required
                ? Future.failedFuture(new ActionRequiredException(required))
                : Future.succeededFuture(SignedOnUser.of((Tokens) reached, holdsTokens)));
  }
}
