package dev.tokenflow.pingone.account;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Future;

/** How one account gets tokens without a refresh token. */
interface Renewal {

  /** Acquires tokens; fails with {@code PingOneException} only. */
  Future<Tokens> acquire();

  /** Whether the credentials have changed since PingOne last refused them; never fails. */
  Future<Boolean> hasChanged();
}
