package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/** Where callers get the tokens of the configured accounts. */
public interface AccountTokens {

  /**
   * The current tokens of an account.
   *
   * @param deadline when the caller waits no longer
   * @return fails with {@code invalid_request} if no such account is configured, else as the
   *     acquisition of its tokens does
   */
  Future<Tokens> current(AccountRequest request, Deadline deadline);

  /** How long an account's tokens are still valid, in seconds; NaN if there are none. */
  double expiresInSeconds(String name);

  /** Stops all renewals. */
  void close();
}
