package dev.tokenflow.pingone.bench;

import io.vertx.core.Future;

/** A way to get tokens; called on one event loop. */
interface Variant {
  /** Gets the tokens of one user once. */
  Future<?> acquire();
}
