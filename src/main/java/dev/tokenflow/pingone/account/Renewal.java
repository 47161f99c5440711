package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/** How one account gets tokens without a refresh token. */
interface Renewal {

  /** Acquires tokens; fails with {@code PingOneException} and with nothing else. */
  Future<Tokens> acquire();

  /**
   * Whether there are other credentials than those that were refused last, so that another try is
   * none with a wrong password.
   */
  Future<Boolean> hasChanged();
}
