package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.client.Admission.Turn;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.Trace;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.MalformedRequestException;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.oauth.TokenSet;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through this client. The ids of tokens and failures come from here.
 *
 * @param correlationId the caller's id, or a generated one
 * @param username the user name that the caller gave, or null
 * @param deadline by when the call must have ended
 * @param renewal whether it renews an account's tokens, which goes before callers
 */
public record Call(
    String correlationId, @Nullable String username, Deadline deadline, boolean renewal) {
  private static final Logger LOG = System.getLogger(Call.class.getName());

  /** A call that begins now; a null id is replaced by a generated one. */
  static Call begin(@Nullable String correlationId, @Nullable String username, Duration timeout) {
    return new Call(
        correlationId == null ? UUID.randomUUID().toString() : correlationId,
        username,
        Deadline.in(timeout),
        false);
  }

  /** A call that begins now, to keep an account's tokens fresh. */
  static Call renewal(@Nullable String username, Duration timeout) {
    return new Call(UUID.randomUUID().toString(), username, Deadline.in(timeout), true);
  }

  /** The same call, whose requests belong to this trace. */
  Call tracedBy(Trace trace) {
    return new Call(correlationId, username, deadline.tracedBy(trace), renewal);
  }

  /** When its acquisition begins where calls wait. */
  Turn turn() {
    return renewal ? Turn.RENEWAL : Turn.ACQUISITION;
  }

  /** The same call with an earlier deadline, if the caller waits less long; null is for ever. */
  Call within(@Nullable Duration callerWaits) {
    // A Deadline cannot be centuries ahead.
    return callerWaits == null || callerWaits.compareTo(deadline.remaining()) >= 0
        ? this
        : new Call(
            correlationId, username, Deadline.in(callerWaits).tracedBy(deadline.trace()), renewal);
  }

  /** The tokens with the ids of this call. */
  Tokens tokens(TokenSet issued) {
    return new Tokens(
        issued.accessToken(),
        "Bearer",
        issued.expiresIn(),
        issued.expiresAt(),
        issued.scope(),
        issued.idToken(),
        issued.refreshToken(),
        issued.claims(),
        username,
        correlationId);
  }

  /**
   * Completes a call: adds user name and correlation id to a failure, and logs the result.
   *
   * @param work starts the work; what it throws is a failure like any other
   * @return fails with {@code PingOneException} only
   */
  <T> Future<T> complete(Supplier<Future<T>> work) {
    Future<T> result;
    try {
      result = work.get();
    } catch (RuntimeException thrown) {
      result = Future.failedFuture(thrown);
    }
    return result.transform(this::complete);
  }

  private <T> Future<T> complete(AsyncResult<T> ended) {
    if (ended.failed()) {
      return Future.failedFuture(exception(ended.cause()));
    }
    T result = ended.result();
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(
          Level.DEBUG,
          "{0}: {1}",
          correlationId,
          result instanceof Outcome ? result.getClass().getSimpleName() : "done");
    }
    return Future.succeededFuture(result);
  }

  private PingOneException exception(Throwable cause) {
    if (cause instanceof PingOneException complete) {
      return complete;
    }
    Failure failure = failure(cause);
    LOG.log(
        Level.DEBUG,
        "{0}: {1} at {2}",
        correlationId,
        failure.error().wireName(),
        failure.step().wireName());
    return new PingOneException(failure);
  }

  private Failure failure(Throwable cause) {
    StepFailure known =
        cause instanceof StepException step
            ? step.failure()
            : cause instanceof MalformedRequestException malformed
                ? StepFailure.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, malformed.description())
                : internal(cause);
    return new Failure(
        known.error(),
        known.description(),
        known.step(),
        known.retryAfter(),
        known.httpStatus(),
        known.pingoneId(),
        known.details(),
        known.link(),
        known.next(),
        username,
        correlationId);
  }

  /** Where it happened, not what it said: the text of an unforeseen exception may quote secrets. */
  private StepFailure internal(Throwable cause) {
    StackTraceElement[] frames = cause.getStackTrace();
    LOG.log(
        Level.ERROR,
        "{0}: internal error, {1} at {2}",
        correlationId,
        cause.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
    return StepFailure.of(
        ErrorCode.INTERNAL,
        Step.REQUEST,
        "a bug in this client, " + cause.getClass().getSimpleName());
  }
}
