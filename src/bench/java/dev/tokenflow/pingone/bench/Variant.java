package dev.tokenflow.pingone.bench;

import io.vertx.core.Future;

/** A way to acquire tokens; called on one event loop. */
interface Variant {
  /** Acquires the tokens of one user. */
  Future<?> acquire();
}
