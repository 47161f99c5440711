package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.HttpServerRequest;

/** Answers requests in place of the sandbox, in a way that PingOne would not. */
@FunctionalInterface
public interface Misbehaviour {
  /** Leaves every request to the sandbox. */
  Misbehaviour NONE = request -> false;

  /**
   * Called for every request, on the sandbox's event loop, before the body is read.
   *
   * @return true if it answers the request itself
   */
  boolean takesOver(HttpServerRequest request);
}
