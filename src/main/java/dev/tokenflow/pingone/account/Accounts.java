package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.AccountOptions;
import dev.tokenflow.pingone.options.AccountOptions.SignOnGrant;
import dev.tokenflow.pingone.options.RotatingFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The configured accounts, kept by this instance. */
public final class Accounts implements AccountTokens {
  private final Map<String, Account> accounts = new TreeMap<>();

  /**
   * Keeps these accounts until it is closed. Those that are not lazy, or that another instance kept
   * before, are acquired at once.
   *
   * @param copies the last tokens of whichever instance kept the accounts before
   * @param isKeeper whether this instance still keeps the accounts, asked before each renewal
   */
  public Accounts(
      Vertx vertx,
      List<AccountOptions> configured,
      AccountCalls calls,
      TokenListener listener,
      AccountCopies copies,
      BooleanSupplier isKeeper) {
    for (AccountOptions options : configured) {
      String name = options.name();
      FreshTokens last = copies.last(name);
      Renewer renewer =
          new Renewer(
              calls,
              renewal(vertx, options, calls),
              Moment::now,
              isKeeper,
              fresh -> copies.acquired(name, fresh));
      Account account = new Account(vertx, name, renewer, listener, Moment::now, last);
      accounts.put(name, account);
      if (!options.lazy() || last != null) {
        account.current(null);
      }
    }
  }

  @Override
  public Future<Tokens> current(AccountRequest request, Deadline deadline) {
    Account account = accounts.get(request.account());
    return account == null ? unknown(accounts.keySet()) : account.current(request.refusedToken());
  }

  static Future<Tokens> unknown(Set<String> names) {
    return Future.failedFuture(
        StepException.of(
            ErrorCode.INVALID_REQUEST,
            Step.REQUEST,
            "account is not one of those configured, expected "
                + (names.isEmpty() ? "none" : String.join(", ", names))));
  }

  @Override
  public double expiresInSeconds(String name) {
    Account account = accounts.get(name);
    return account == null ? Double.NaN : account.expiresInSeconds();
  }

  /** Stops all renewals; an acquisition in progress goes on for those who wait for it. */
  @Override
  public void close() {
    accounts.values().forEach(Account::close);
  }

  private static Renewal renewal(Vertx vertx, AccountOptions options, AccountCalls calls) {
    if (!(options.grant() instanceof SignOnGrant user)) {
      return new ApplicationTokens(calls, options.scope());
    }
    RotatingFile<String> password =
        RotatingFile.ofSecret(vertx, user.password().value(), user.password().file());
    return new UserSignOn(calls, user.username(), password, options.scope());
  }
}
