package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.AccountOptions;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import dev.tokenflow.pingone.options.RotatingSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configured accounts. */
public final class Accounts {
  private final Map<String, Account> accounts = new TreeMap<>();

  /** Keeps these accounts until it is closed. Those that are not lazy are acquired at once. */
  public Accounts(
      Vertx vertx, List<AccountOptions> configured, AccountCalls calls, TokenListener listener) {
    for (AccountOptions options : configured) {
      Renewer renewer = new Renewer(calls, renewal(vertx, options, calls), Moment::now);
      Account account = new Account(vertx, options.name(), renewer, listener, Moment::now);
      accounts.put(options.name(), account);
      if (!options.lazy()) {
        account.current(null);
      }
    }
  }

  /**
   * The current tokens of an account.
   *
   * @return fails with {@code invalid_request} if no such account is configured, else as the
   *     acquisition of its tokens does
   */
  public Future<Tokens> current(AccountRequest request) {
    Account account = accounts.get(request.account());
    return account == null
        ? Future.failedFuture(
            StepException.of(
                ErrorCode.INVALID_REQUEST,
                Step.REQUEST,
                "account is not one of those configured, expected "
                    + (accounts.isEmpty() ? "none" : String.join(", ", accounts.keySet()))))
        : account.current(request.refusedToken());
  }

  /** How long an account's tokens are still valid, in seconds; NaN if it has none. */
  public double expiresInSeconds(String name) {
    Account account = accounts.get(name);
    return account == null ? Double.NaN : account.expiresInSeconds();
  }

  /** Stops all renewals; an acquisition in progress goes on for those who wait for it. */
  public void close() {
    accounts.values().forEach(Account::close);
  }

  private static Renewal renewal(Vertx vertx, AccountOptions options, AccountCalls calls) {
    if (!(options.grant() instanceof SignOnGrant user)) {
      return new ApplicationTokens(calls, options.scope());
    }
    RotatingSecret password =
        new RotatingSecret(vertx, user.password().value(), user.password().file());
    return new UserSignOn(calls, user.username(), password, options.scope());
  }
}
