package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;

/** The configured accounts, kept by another instance. */
public final class FollowedAccounts implements AccountTokens {
  private final Set<String> names;
  private final AccountCopies copies;
  private final Keeper keeper;

  /** The instance that keeps the accounts at the moment. */
  @FunctionalInterface
  public interface Keeper {
    /** Asks it, once there is one; fails with {@code PingOneException} or {@code StepException}. */
    Future<Tokens> ask(AccountRequest request, Deadline deadline);
  }

  /**
   * @param names the accounts
   * @param copies what the keeper sent
   */
  public FollowedAccounts(Set<String> names, AccountCopies copies, Keeper keeper) {
    this.names = names;
    this.copies = copies;
    this.keeper = keeper;
  }

  /** Answers from the keeper's copy while that is valid, so no caller waits during a takeover. */
  @Override
  public Future<Tokens> current(AccountRequest request, Deadline deadline) {
    if (!names.contains(request.account())) {
      return Accounts.unknown(names);
    }
    FreshTokens last = copies.last(request.account());
    Moment now = Moment.now();
    return last != null && last.areValid(now) && !last.matches(request.refusedToken())
        ? Future.succeededFuture(last.copyAt(now))
        : keeper
            .ask(request, deadline)
            .onSuccess(
                tokens ->
                    copies.receive(new AccountCopy(request.account(), tokens, Duration.ZERO)));
  }

  @Override
  public double expiresInSeconds(String name) {
    FreshTokens last = copies.last(name);
    return last == null ? Double.NaN : last.expiresInSeconds(Moment.now());
  }

  @Override
  public void close() {}
}
