package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/** How one account gets tokens without a refresh token. */
interface Renewal {

  /** Acquires tokens; fails with {@code PingOneException} only. */
  Future<Tokens> acquire();

  /** Whether the credentials differ from those that PingOne refused last; never fails. */
  Future<Boolean> hasChanged();
}
