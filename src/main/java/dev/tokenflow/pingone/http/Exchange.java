package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.http.ResendRules.Remedy;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** A request and all attempts at it, until an answer, a failure that ends it, or the deadline. */
final class Exchange implements RetryAfterGate.Waiting, DeadlineTimer.Timed {
  private final Vertx vertx;
  private final Connections connections;
  private final RetryAfterGate holdBack;
  private final Circuit circuit;
  private final DeadlineTimer deadlineTimer;
  private final List<Exchange> open;
  private final Step step;
  private final RequestKind kind;
  private final Deadline deadline;
  private final Supplier<Request> request;
  private final Promise<Response> answer = Promise.promise();
  private int place;
  private Attempt attempt;
  private int attempts;
  private Response refusal;

  /**
   * @param open where it stands until it has ended
   */
  Exchange(
      Vertx vertx,
      Connections connections,
      RetryAfterGate holdBack,
      Circuit circuit,
      DeadlineTimer deadlineTimer,
      List<Exchange> open,
      Step step,
      RequestKind kind,
      Deadline deadline,
      Supplier<Request> request) {
    this.vertx = vertx;
    this.connections = connections;
    this.holdBack = holdBack;
    this.circuit = circuit;
    this.deadlineTimer = deadlineTimer;
    this.open = open;
    this.step = step;
    this.kind = kind;
    this.deadline = deadline;
    this.request = request;
  }

  /** The answer; fails with {@code StepException}, or with what the request's supplier throws. */
  Future<Response> begin() {
    place = open.size();
    open.add(this);
    attempt();
    return answer.future();
  }

  /** Takes it out of those that are open, without a search: the last one takes its place. */
  private void leave() {
    Exchange last = open.remove(open.size() - 1);
    if (last != this) {
      open.set(place, last);
      last.place = place;
    }
    if (open.isEmpty()) {
      deadlineTimer.idle();
    }
  }

  /** Ends the exchange at once; nothing is sent again. */
  void close() {
    fail(StepFailure.of(ErrorCode.UNAVAILABLE, step, "this client was closed meanwhile"));
    if (attempt != null) {
      attempt.fail(AttemptFailure.Kind.CLOSED, "closed");
    }
  }

  private void attempt() {
    if (holdBack.holds()) {
      holdBack.await(this);
    } else {
      letGo();
    }
  }

  /** By when the attempt under way has to end, or else all of it. */
  @Override
  public Deadline deadline() {
    return attempt == null ? deadline : attempt.deadline();
  }

  @Override
  public void expire() {
    if (attempt == null) {
      failTooLate();
    } else {
      attempt.expire();
    }
  }

  @Override
  public void letGo() {
    if (answer.future().isComplete()) {
      return;
    }
    if (deadline.hasPassed()) {
      failTooLate();
      return;
    }
    attempts++;
    if (!circuit.admits(this::send)) {
      fail(
          StepFailure.of(
                  ErrorCode.UNAVAILABLE,
                  step,
                  "PingOne is not asked for a while, since the last "
                      + Circuit.FAULTS_IN_A_ROW
                      + " requests found it down")
              .withFate(Fate.NOT_PROCESSED)
              .withRetryAfter(circuit.triesAgainIn()));
    }
  }

  @Override
  public void cannotWait(Duration heldBackFor) {
    String description = "PingOne asks all to wait, for longer than this acquisition can";
    fail(
        (refusal == null
                ? StepFailure.of(ErrorCode.RATE_LIMITED, step, description)
                : refusal.failure(ErrorCode.RATE_LIMITED, description))
            .withFate(Fate.NOT_PROCESSED)
            .withRetryAfter(heldBackFor));
  }

  private Future<Response> send() {
    try {
      int heldBackBefore = holdBack.times();
      attempt =
          connections.begin(
              step, request.get(), deadline, () -> holdBack.times() == heldBackBefore);
    } catch (RuntimeException fault) {
      fail(fault);
      return Future.failedFuture(fault);
    }
    deadlineTimer.arm(attempt.deadline());
    return attempt.answer().onComplete(this::judge, lost -> judge((AttemptFailure) lost));
  }

  private void judge(Response response) {
    attempt = null;
    if (response.refusedUnprocessed() && maySendAgain(Fate.NOT_PROCESSED)) {
      refusal = response;
      if (response.retryAfter() != null) {
        holdBack.begin(response.retryAfter());
      }
      repeatAfter(response.retryAfter(), () -> end(response));
    } else if (response.status() >= 500 && maySendAgain(Fate.UNKNOWN)) {
      repeatAfter(response.retryAfter(), () -> end(response));
    } else {
      end(response);
    }
  }

  private void judge(AttemptFailure lost) {
    attempt = null;
    if (lost.kind() == AttemptFailure.Kind.HELD_BACK) {
      attempts--;
      attempt();
      return;
    }
    Fate fate =
        switch (lost.kind()) {
          case NOT_SENT -> Fate.NOT_PROCESSED;
          case ANSWER_LOST, TIMED_OUT -> Fate.UNKNOWN;
          case TOO_LARGE, CLOSED, HELD_BACK -> null;
        };
    StepFailure failure =
        StepFailure.of(lost.kind().error(), step, lost.getMessage()).withFate(fate);
    if (maySendAgain(fate)) {
      repeatAfter(null, () -> fail(failure));
    } else {
      fail(failure);
    }
  }

  /** Makes another attempt after the wait, or gives up at once where none can make it in time. */
  private void repeatAfter(Duration asked, Runnable giveUp) {
    if (attempts >= connections.maxAttempts()) {
      giveUp.run();
      return;
    }
    Duration wait = asked == null ? Backoff.after(attempts, ThreadLocalRandom.current()) : asked;
    if (holdBack.holds()) {
      attempt();
    } else if (wait.compareTo(deadline.remaining()) < 0) {
      vertx.setTimer(Math.max(1, wait.toMillis()), due -> attempt());
    } else if (refusal != null) {
      cannotWait(wait);
    } else {
      giveUp.run();
    }
  }

  private boolean maySendAgain(Fate fate) {
    return ResendRules.remedy(kind, fate) == Remedy.RESEND;
  }

  private void failTooLate() {
    fail(
        StepFailure.of(ErrorCode.TIMEOUT, step, "the acquisition's deadline passed")
            .withFate(Fate.NOT_PROCESSED));
  }

  private void end(Response response) {
    StepFailure failure = response.unprocessed();
    if (failure != null) {
      fail(failure);
    } else if (!answer.future().isComplete()) {
      leave();
      answer.complete(response);
    }
  }

  private void fail(StepFailure failure) {
    fail(new StepException(failure));
  }

  private void fail(RuntimeException cause) {
    if (!answer.future().isComplete()) {
      leave();
      answer.fail(cause);
    }
  }
}
