package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** A request and all attempts at it, until an answer, a failure that ends it, or the deadline. */
final class Exchange {
  private final Vertx vertx;
  private final Connections connections;
  private final Step step;
  private final Replay replay;
  private final Deadline deadline;
  private final Supplier<Request> request;
  private final Promise<Response> answer = Promise.promise();
  private Attempt attempt;
  private int attempts;

  Exchange(
      Vertx vertx,
      Connections connections,
      Step step,
      Replay replay,
      Deadline deadline,
      Supplier<Request> request) {
    this.vertx = vertx;
    this.connections = connections;
    this.step = step;
    this.replay = replay;
    this.deadline = deadline;
    this.request = request;
  }

  /**
   * The answer; fails with {@code PingOneException}, or with what the request's supplier throws.
   */
  Future<Response> begin() {
    attempt();
    return answer.future();
  }

  /** Ends the exchange at once; nothing is sent again. */
  void close() {
    fail(Failure.of(ErrorCode.UNAVAILABLE, step, "this client was closed meanwhile"));
    if (attempt != null) {
      attempt.fail(AttemptFailure.Kind.CLOSED, "closed");
    }
  }

  private void attempt() {
    if (answer.future().isComplete()) {
      return;
    }
    if (deadline.hasPassed()) {
      fail(Failure.of(ErrorCode.TIMEOUT, step, "the acquisition's deadline passed"));
      return;
    }
    attempts++;
    try {
      attempt = connections.begin(step, request.get(), deadline);
    } catch (RuntimeException fault) {
      answer.tryFail(fault);
      return;
    }
    attempt.answer().onSuccess(this::judge).onFailure(lost -> judge((AttemptFailure) lost));
  }

  private void judge(Response response) {
    boolean refusedUnprocessed =
        response.status() == 429 || (response.status() == 503 && response.retryAfter() != null);
    if (refusedUnprocessed || (response.status() >= 500 && replay == Replay.HARMLESS)) {
      repeatAfter(response.retryAfter(), () -> answer.tryComplete(response));
    } else {
      answer.tryComplete(response);
    }
  }

  private void judge(AttemptFailure lost) {
    Failure failure = Failure.of(lost.kind().error(), step, lost.getMessage());
    boolean repeat =
        switch (lost.kind()) {
          case NOT_SENT -> true;
          case ANSWER_LOST, TIMED_OUT -> replay == Replay.HARMLESS;
          case TOO_LARGE, CLOSED -> false;
        };
    if (repeat) {
      repeatAfter(null, () -> fail(failure));
    } else {
      fail(failure);
    }
  }

  /** Makes another attempt after the wait, or gives up at once where none can make it in time. */
  private void repeatAfter(Duration asked, Runnable giveUp) {
    Duration wait = asked == null ? Backoff.after(attempts, ThreadLocalRandom.current()) : asked;
    if (attempts >= connections.maxAttempts() || wait.toMillis() >= deadline.remainingMillis()) {
      giveUp.run();
    } else {
      vertx.setTimer(Math.max(1, wait.toMillis()), due -> attempt());
    }
  }

  private void fail(Failure failure) {
    answer.tryFail(new PingOneException(failure));
  }
}
