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
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets so many acquisitions run at once and so many begin a second, so many more wait in order, and
 * refuses the rest at once; so it does those that cannot begin before their deadline.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class Admission {
  private final Vertx vertx;
  private final int maxInFlight;
  private final int maxQueued;
  private final Rate rate;
  private final RetryAfterGate holdBack;
  private final DeadlineTimer deadlineTimer;
  // In order of arrival, and one whose deadline passes leaves from the middle at no cost.
  private final Set<Waiting<?>> steps = new LinkedHashSet<>();
  private final Set<Waiting<?>> beginnings = new LinkedHashSet<>();
  private int inFlight;
  private boolean admitting;
  private boolean waitsForRate;
  // None yet; 0 would be the first timer of this Vert.x, whoever set it.
  private long rateTimer = -1;
  private boolean closed;

  /**
   * @param maxRate how many acquisitions may begin a second, or null for any number
   */
  public Admission(
      Vertx vertx, int maxInFlight, int maxQueued, Double maxRate, RetryAfterGate holdBack) {
    this.vertx = vertx;
    this.maxInFlight = maxInFlight;
    this.maxQueued = maxQueued;
    this.rate = new Rate(maxRate, System::nanoTime);
    this.holdBack = holdBack;
    this.deadlineTimer = new DeadlineTimer(vertx, this::allThatWait);
    holdBack.whenProlonged(this::refuseThoseHeldBackTooLong);
  }

  /**
   * Runs an acquisition when its turn comes.
   *
   * @return its result; fails with {@code overloaded} where the queue is full, {@code timeout}
   *     where the deadline passes in it, {@code rate_limited} where its turn would come after the
   *     deadline, {@code unavailable} where this is closed meanwhile
   */
  public <T> Future<T> admit(Deadline deadline, Supplier<Future<T>> acquisition) {
    return admit(deadline, acquisition, beginnings);
  }

  /**
   * Runs a further step of an acquisition that was admitted before. It has its turn before those
   * that have not begun, and the rate counts it no second time.
   *
   * @return as {@link #admit}
   */
  public <T> Future<T> readmit(Deadline deadline, Supplier<Future<T>> step) {
    return admit(deadline, step, steps);
  }

  private <T> Future<T> admit(
      Deadline deadline, Supplier<Future<T>> acquisition, Set<Waiting<?>> queue) {
    if (closed) {
      return refused(ErrorCode.UNAVAILABLE, "this client is closed");
    }
    Duration heldBack = holdBack.tooLongFor(deadline);
    if (heldBack != null) {
      return Future.failedFuture(heldBackFor(heldBack));
    }
    boolean begins = queue == beginnings;
    if (queue.isEmpty() && inFlight < maxInFlight && (!begins || rate.take())) {
      return run(acquisition);
    }
    int waiting = steps.size() + beginnings.size();
    if (waiting >= maxQueued) {
      return refused(
          ErrorCode.OVERLOADED, inFlight + " acquisitions run and " + waiting + " wait already");
    }
    if (begins) {
      Duration turn = rate.until(beginnings.size() + 1);
      if (turn.compareTo(deadline.remaining()) > 0) {
        return Future.failedFuture(
            rateLimited("its turn at the rate of maxRate comes after its deadline", turn));
      }
    }
    Future<T> result = enqueue(deadline, acquisition, queue);
    admitNext();
    return result;
  }

  /** Refuses all that come, and fails all that wait, with {@code unavailable}. */
  public void close() {
    closed = true;
    vertx.cancelTimer(rateTimer);
    for (Waiting<?> waiting : allThatWait()) {
      waiting.refuse(
          StepException.of(
              ErrorCode.UNAVAILABLE, Step.REQUEST, "this client was closed meanwhile"));
    }
  }

  private void refuseThoseHeldBackTooLong() {
    for (Waiting<?> waiting : allThatWait()) {
      Duration heldBack = holdBack.tooLongFor(waiting.deadline);
      if (heldBack != null) {
        waiting.refuse(heldBackFor(heldBack));
      }
    }
  }

  private List<Waiting<?>> allThatWait() {
    List<Waiting<?>> all = new ArrayList<>(steps);
    all.addAll(beginnings);
    return all;
  }

  private <T> Future<T> enqueue(
      Deadline deadline, Supplier<Future<T>> acquisition, Set<Waiting<?>> queue) {
    Waiting<T> waiting = new Waiting<>(queue, deadline, acquisition);
    queue.add(waiting);
    deadlineTimer.expect(deadline);
    return waiting.promise.future();
  }

  private <T> Future<T> run(Supplier<Future<T>> acquisition) {
    inFlight++;
    return Future.succeededFuture()
        .compose(now -> acquisition.get())
        .onComplete(
            ended -> {
              inFlight--;
              admitNext();
            });
  }

  /** A loop, not a recursion: an acquisition that ends at once does not deepen the stack. */
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

  /** The next that may begin now; null where there is none, or no place for it. */
  private Waiting<?> next() {
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
    if (!waitsForRate) {
      waitsForRate = true;
      rateTimer =
          vertx.setTimer(
              rate.until(1).toMillis() + 1,
              due -> {
                waitsForRate = false;
                admitNext();
              });
    }
    return null;
  }

  private static <T> Future<T> refused(ErrorCode error, String why) {
    return Future.failedFuture(StepException.of(error, Step.REQUEST, why));
  }

  private static StepException heldBackFor(Duration wait) {
    return rateLimited("PingOne asks all to wait, for longer than this acquisition can", wait);
  }

  private static StepException rateLimited(String why, Duration wait) {
    return new StepException(
        StepFailure.of(ErrorCode.RATE_LIMITED, Step.REQUEST, why).withRetryAfter(wait));
  }

  /** An acquisition whose turn has not come; equal to itself alone. */
  private final class Waiting<T> implements DeadlineTimer.Timed {
    private final Promise<T> promise = Promise.promise();
    private final Set<Waiting<?>> queue;
    private final Deadline deadline;
    private final Supplier<Future<T>> acquisition;

    Waiting(Set<Waiting<?>> queue, Deadline deadline, Supplier<Future<T>> acquisition) {
      this.queue = queue;
      this.deadline = deadline;
      this.acquisition = acquisition;
    }

    void begin() {
      leave();
      run(acquisition).onComplete(promise);
    }

    void refuse(StepException why) {
      leave();
      promise.tryFail(why);
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public void expire() {
      refuse(
          StepException.of(
              ErrorCode.TIMEOUT,
              Step.REQUEST,
              "the acquisition's deadline passed before its turn came"));
    }

    private void leave() {
      queue.remove(this);
      if (steps.isEmpty() && beginnings.isEmpty()) {
        deadlineTimer.rest();
      }
    }
  }
}
