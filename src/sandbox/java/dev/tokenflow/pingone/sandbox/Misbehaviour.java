package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.HttpServerRequest;

/** Something that the sandbox does instead of answering as PingOne would. */
@FunctionalInterface
public interface Misbehaviour {
  /** A sandbox that behaves. */
  Misbehaviour NONE = request -> false;

  /**
   * Sees every request before the sandbox does, on the sandbox's event loop, its body not yet read.
   *
   * @return whether it answers the request itself
   */
  boolean takesOver(HttpServerRequest request);
}
