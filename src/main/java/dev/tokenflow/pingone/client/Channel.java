package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.message.RequestMessage;
import io.vertx.core.Future;

/** Takes a request to a client that runs it, in this process or elsewhere on the event bus. */
public interface Channel {

  /**
   * Runs a request.
   *
   * @return completes on the caller's Vert.x context; fails with {@code PingOneException} only
   */
  <Q extends RequestMessage, A> Future<A> call(Operation<Q, A> operation, Q request);
}
