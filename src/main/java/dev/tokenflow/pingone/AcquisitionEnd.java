package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** How an acquisition ends, as its caller and the log are told. */
final class AcquisitionEnd {
  private static final Logger LOG = System.getLogger(AcquisitionEnd.class.getName());

  private AcquisitionEnd() {}

  /** Names the acquisition in its failure, whatever that is, and notes its end in the log. */
  static <T> Future<T> told(Future<T> acquisition, String username, String correlationId) {
    return acquisition.transform(
        ended -> {
          if (ended.failed()) {
            return Future.failedFuture(failure(ended.cause(), username, correlationId));
          }
          if (LOG.isLoggable(Level.DEBUG)) {
            T result = ended.result();
            LOG.log(
                Level.DEBUG,
                "{0}: {1}",
                correlationId,
                result instanceof Outcome ? result.getClass().getSimpleName() : "done");
          }
          return acquisition;
        });
  }

  /** A failure, with whose it is; what was not foreseen is {@code internal}. */
  static PingOneException failure(Throwable cause, String username, String correlationId) {
    if (cause instanceof PingOneException known) {
      Failure failure = known.failure().withUsername(username).withCorrelationId(correlationId);
      LOG.log(
          Level.DEBUG,
          "{0}: {1} at {2}",
          correlationId,
          failure.error().wireName(),
          failure.step().wireName());
      return new PingOneException(failure);
    }
    // Where it happened, not what it said: the message of an unforeseen exception may quote
    // anything.
    StackTraceElement[] frames = cause.getStackTrace();
    LOG.log(
        Level.ERROR,
        "{0}: internal error, {1} at {2}",
        correlationId,
        cause.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
    return new PingOneException(
        Failure.of(
                ErrorCode.INTERNAL,
                Step.REQUEST,
                "a fault of this client, " + cause.getClass().getSimpleName())
            .withUsername(username)
            .withCorrelationId(correlationId));
  }
}
