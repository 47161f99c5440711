package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.DeadlineTimer;
import dev.tokenflow.pingone.http.RetryAfterGate;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits at most {@code maxInFlight} calls at a time and {@code maxRate} per second, queues up to
 * {@code maxQueued} more in order of arrival, and rejects the rest immediately, as well as those
 * that cannot begin before their deadline.
 */
final class Admission {
  private final Vertx vertx;
  private final int maxInFlight;
  private final int maxQueued;
  private final Rate rate;
  private final RetryAfterGate gate;
  private final DeadlineTimer deadlineTimer;
  // In order of arrival; a call whose deadline passes leaves from the middle at no cost.
  private final Set<Waiting<?>> steps = new LinkedHashSet<>();
  private final Set<Waiting<?>> beginnings = new LinkedHashSet<>();
  private int inFlight;
  private boolean admitting;
  private @Nullable Timer rateTimer;
  private boolean closed;

  /**
   * @param maxRate calls that may begin per second, or null for no limit
   */
  Admission(
      Vertx vertx, int maxInFlight, int maxQueued, @Nullable Double maxRate, RetryAfterGate gate) {
    this.vertx = vertx;
    this.maxInFlight = maxInFlight;
    this.maxQueued = maxQueued;
    this.rate = new Rate(maxRate, System::nanoTime);
    this.gate = gate;
    this.deadlineTimer = new DeadlineTimer(vertx, this::allWaiting);
    gate.whenProlonged(this::rejectPausedTooLong);
  }

  /**
   * Runs a call when its turn comes.
   *
   * @return its result; fails with {@code overloaded} if the queue is full, {@code timeout} if the
   *     deadline passes in the queue, {@code rate_limited} if its turn would come after the
   *     deadline, {@code unavailable} if the client is closed
   */
  <T> Future<T> admit(Deadline deadline, Supplier<Future<T>> call) {
    return admit(deadline, call, beginnings);
  }

  /**
   * Runs a further step of a flow. It goes before calls that have not begun, and does not count for
   * {@code maxRate}.
   *
   * @return as {@link #admit}
   */
  <T> Future<T> readmit(Deadline deadline, Supplier<Future<T>> step) {
    return admit(deadline, step, steps);
  }

  private <T> Future<T> admit(Deadline deadline, Supplier<Future<T>> call, Set<Waiting<?>> queue) {
    if (closed) {
      return rejected(ErrorCode.UNAVAILABLE, "the client is closed");
    }
    Duration pause = gate.tooLongFor(deadline);
    if (pause != null) {
      return Future.failedFuture(pausedFor(pause));
    }
    boolean begins = queue == beginnings;
    if (queue.isEmpty() && inFlight < maxInFlight && (!begins || rate.take())) {
      return run(call);
    }
    int waiting = steps.size() + beginnings.size();
    if (waiting >= maxQueued) {
      return rejected(
          ErrorCode.OVERLOADED, inFlight + " calls are running and " + waiting + " are waiting");
    }
    if (begins) {
      Duration turn = rate.until(beginnings.size() + 1);
      if (turn.compareTo(deadline.remaining()) > 0) {
        return Future.failedFuture(
            rateLimited("at maxRate this call's turn comes after its deadline", turn));
      }
    }
    Waiting<T> added = new Waiting<>(queue, deadline, call);
    queue.add(added);
    deadlineTimer.arm(deadline);
    admitNext();
    return added.result.future();
  }

  /** Rejects all calls from now on, and those that wait, with {@code unavailable}. */
  void close() {
    closed = true;
    if (rateTimer != null) {
      rateTimer.cancel();
    }
    for (Waiting<?> waiting : allWaiting()) {
      waiting.reject(
          StepException.of(ErrorCode.UNAVAILABLE, Step.REQUEST, "the client was closed"));
    }
  }

  private void rejectPausedTooLong() {
    for (Waiting<?> waiting : allWaiting()) {
      Duration pause = gate.tooLongFor(waiting.deadline);
      if (pause != null) {
        waiting.reject(pausedFor(pause));
      }
    }
  }

  private List<Waiting<?>> allWaiting() {
    List<Waiting<?>> all = new ArrayList<>(steps);
    all.addAll(beginnings);
    return all;
  }

  private <T> Future<T> run(Supplier<Future<T>> call) {
    inFlight++;
    return Future.succeededFuture()
        .compose(now -> call.get())
        .onComplete(
            ended -> {
              inFlight--;
              admitNext();
            });
  }

  /** A loop, not a recursion: a call that ends at once does not deepen the stack. */
  private void admitNext() {
    if (admitting) {
      return;
    }
    admitting = true;
    Waiting<?> next = next();
    while (next != null) {
      next.begin();
      next = next();
    }
    admitting = false;
  }

  /** The next call that may begin now, or null. */
  private @Nullable Waiting<?> next() {
    if (inFlight >= maxInFlight) {
      return null;
    }
    if (!steps.isEmpty()) {
      return steps.iterator().next();
    }
    if (beginnings.isEmpty()) {
      return null;
    }
    if (rate.take()) {
      return beginnings.iterator().next();
    }
    awaitRate();
    return null;
  }

  private void awaitRate() {
    if (rateTimer == null) {
      rateTimer = vertx.timer(rate.until(1).toMillis() + 1, TimeUnit.MILLISECONDS);
      rateTimer.onSuccess(
          due -> {
            rateTimer = null;
            admitNext();
          });
    }
  }

  private static <T> Future<T> rejected(ErrorCode error, String why) {
    return Future.failedFuture(StepException.of(error, Step.REQUEST, why));
  }

  private static StepException pausedFor(Duration pause) {
    return rateLimited("PingOne's Retry-After ends after this acquisition's deadline", pause);
  }

  private static StepException rateLimited(String why, Duration wait) {
    return new StepException(
        StepFailure.of(ErrorCode.RATE_LIMITED, Step.REQUEST, why).withRetryAfter(wait));
  }

  /** A call whose turn has not come; equal to itself only. */
  private final class Waiting<T> implements DeadlineTimer.Timed {
    private final Promise<T> result = Promise.promise();
    private final Set<Waiting<?>> queue;
    private final Deadline deadline;
    private final Supplier<Future<T>> call;

    Waiting(Set<Waiting<?>> queue, Deadline deadline, Supplier<Future<T>> call) {
      this.queue = queue;
      this.deadline = deadline;
      this.call = call;
    }

    void begin() {
      leave();
      run(call).onComplete(result);
    }

    void reject(StepException why) {
      leave();
      result.tryFail(why);
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public void expire() {
      reject(
          StepException.of(
              ErrorCode.TIMEOUT, Step.REQUEST, "the deadline passed before this call's turn came"));
    }

    private void leave() {
      queue.remove(this);
      if (steps.isEmpty() && beginnings.isEmpty()) {
        deadlineTimer.idle();
      }
    }
  }
}
