package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.RotatingSecret;
import io.vertx.core.Future;

/** Signs the account's user on. */
final class UserSignOn implements Renewal {
  private final AccountCalls calls;
  private final String username;
  private final RotatingSecret password;
  private final String scope;
  private String refused;

  /**
   * @param scope or null for the configured default
   */
  UserSignOn(AccountCalls calls, String username, RotatingSecret password, String scope) {
    this.calls = calls;
    this.username = username;
    this.password = password;
    this.scope = scope;
  }

  /** With the password as it is now and, where a change of it is fresh, once as it was before. */
  @Override
  public Future<Tokens> acquire() {
    return password
        .current()
        .compose(
            value ->
                signOn(value)
                    .recover(
                        cause -> {
                          String other = isWrongPassword(cause) ? password.insteadOf(value) : null;
                          return other == null ? Future.failedFuture(cause) : signOn(other);
                        })
                    .onFailure(cause -> refused = value));
  }

  @Override
  public Future<Boolean> hasChanged() {
    return password.current().map(value -> !value.equals(refused));
  }

  private Future<Tokens> signOn(String value) {
    return calls.signOn(SignOn.of(username, value).withScope(scope)).map(this::tokens);
  }

  private static boolean isWrongPassword(Throwable cause) {
    return cause instanceof PingOneException e
        && e.failure().error() == ErrorCode.INVALID_CREDENTIALS;
  }

  private Tokens tokens(Outcome outcome) {
    if (outcome instanceof ActionRequired required) {
      throw new PingOneException(
          new Failure(
              ErrorCode.ACTION_UNSUPPORTED,
              "the account's sign-on is at "
                  + required.status()
                  + ", expected a policy that requires the password alone",
              Step.ACTION,
              null,
              null,
              null,
              null,
              null,
              username,
              required.correlationId()));
    }
    return (Tokens) outcome;
  }
}
