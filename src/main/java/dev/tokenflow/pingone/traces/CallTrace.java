package dev.tokenflow.pingone.traces;

import dev.tokenflow.pingone.http.Trace;
import io.vertx.core.AsyncResult;

/** The span of a call, in which those of its requests are. */
public interface CallTrace extends Trace {

  /**
   * The call ended.
   *
   * @param ended its answer or its {@code PingOneException}
   */
  void ended(AsyncResult<?> ended);
}
