package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.acquisition.ActionRequired;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.RotatingSecret;
import io.vertx.core.Future;

/** Signs the account's user on. */
final class PasswordGrant implements AccountGrant {
  private final Acquisitions acquisitions;
  private final String username;
  private final RotatingSecret password;
  private final String scope;
  private String refused;

  /**
   * @param scope or null for the configured default
   */
  PasswordGrant(Acquisitions acquisitions, String username, RotatingSecret password, String scope) {
    this.acquisitions = acquisitions;
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
    return acquisitions
        .signOn(SignOn.of(username, value).withScope(scope))
        .map(PasswordGrant::tokens);
  }

  private static boolean isWrongPassword(Throwable cause) {
    return cause instanceof PingOneException e
        && e.failure().error() == ErrorCode.INVALID_CREDENTIALS;
  }

  private static Tokens tokens(Outcome outcome) {
    if (outcome instanceof ActionRequired required) {
      throw new PingOneException(
          Failure.of(
                  ErrorCode.ACTION_UNSUPPORTED,
                  Step.ACTION,
                  "the account's sign-on is at "
                      + required.status()
                      + ", expected a policy that asks for the password alone")
              .withCorrelationId(required.correlationId()));
    }
    return (Tokens) outcome;
  }
}
