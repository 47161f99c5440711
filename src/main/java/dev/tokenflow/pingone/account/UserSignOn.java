package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.RotatingFile;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Signs the account's user on. */
final class UserSignOn implements Renewal {
  private final AccountCalls calls;
  private final String username;
  private final RotatingFile<String> password;
  private final @Nullable String scope;
  private @Nullable String refused;

  /**
   * @param scope the scopes, or null for the configured default
   */
  UserSignOn(
      AccountCalls calls, String username, RotatingFile<String> password, @Nullable String scope) {
    this.calls = calls;
    this.username = username;
    this.password = password;
    this.scope = scope;
  }

  /** Uses the current password and, shortly after it changed, the previous one, once. */
  @Override
  public Future<Tokens> acquire() {
    return password
        .current()
        .compose(
            value ->
                signOn(value)
                    .recover(cause -> signOnWithAlternative(value, cause))
                    .onFailure(cause -> refused = value));
  }

  @Override
  public Future<Boolean> hasChanged() {
    return password.current().map(value -> !value.equals(refused));
  }

  private Future<Tokens> signOn(String value) {
    return calls.signOn(SignOn.of(username, value).withScope(scope)).map(this::tokens);
  }

  private Future<Tokens> signOnWithAlternative(String wrong, Throwable cause) {
    boolean isWrong = ((PingOneException) cause).failure().error() == ErrorCode.INVALID_CREDENTIALS;
    String alternative = isWrong ? password.alternativeTo(wrong) : null;
    return alternative == null ? Future.failedFuture(cause) : signOn(alternative);
  }

  private Tokens tokens(Outcome outcome) {
    if (outcome instanceof ActionRequired required) {
      throw new PingOneException(
          Failure.of(
              ErrorCode.ACTION_UNSUPPORTED,
              Step.ACTION,
              "the account's sign-on is at "
                  + required.status()
                  + ", expected a policy that requires only the password",
              username,
              required.correlationId()));
    }
    return (Tokens) outcome;
  }
}
