package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets so many acquisitions run at once, so many more wait in order, and refuses the rest at once.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class Admission {
  private final Vertx vertx;
  private final int maxInFlight;
  private final int maxQueued;
  // In order of arrival, and one whose deadline passes leaves from the middle at no cost.
  private final Set<Waiting<?>> queue = new LinkedHashSet<>();
  private int inFlight;
  private boolean admitting;
  private boolean closed;

  public Admission(Vertx vertx, int maxInFlight, int maxQueued) {
    this.vertx = vertx;
    this.maxInFlight = maxInFlight;
    this.maxQueued = maxQueued;
  }

  /**
   * Runs an acquisition when its turn comes.
   *
   * @return its result; fails with {@code overloaded} where the queue is full, {@code timeout}
   *     where the deadline passes in it, {@code unavailable} where this is closed meanwhile
   */
  public <T> Future<T> admit(Deadline deadline, Supplier<Future<T>> acquisition) {
    if (closed) {
      return refused(ErrorCode.UNAVAILABLE, "this client is closed");
    }
    if (inFlight < maxInFlight) {
      return run(acquisition);
    }
    if (queue.size() >= maxQueued) {
      return refused(
          ErrorCode.OVERLOADED,
          inFlight + " acquisitions run and " + queue.size() + " wait already");
    }
    return enqueue(deadline, acquisition);
  }

  /** Refuses all that come, and fails all that wait, with {@code unavailable}. */
  public void close() {
    closed = true;
    List<Waiting<?>> left = List.copyOf(queue);
    queue.clear();
    for (Waiting<?> waiting : left) {
      vertx.cancelTimer(waiting.timer);
      waiting.refuse(ErrorCode.UNAVAILABLE, "this client was closed meanwhile");
    }
  }

  private <T> Future<T> enqueue(Deadline deadline, Supplier<Future<T>> acquisition) {
    Waiting<T> waiting = new Waiting<>(acquisition);
    queue.add(waiting);
    waiting.timer =
        vertx.setTimer(
            Math.max(1, deadline.remainingMillis()),
            passed -> {
              queue.remove(waiting);
              waiting.refuse(
                  ErrorCode.TIMEOUT, "the acquisition's deadline passed before its turn came");
            });
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
    while (inFlight < maxInFlight && !queue.isEmpty()) {
      Iterator<Waiting<?>> first = queue.iterator();
      Waiting<?> next = first.next();
      first.remove();
      next.begin(this);
    }
    admitting = false;
  }

  private static <T> Future<T> refused(ErrorCode error, String why) {
    return Future.failedFuture(PingOneException.of(error, Step.REQUEST, why));
  }

  /** An acquisition whose turn has not come; equal to itself alone. */
  private static final class Waiting<T> {
    private final Promise<T> promise = Promise.promise();
    private final Supplier<Future<T>> acquisition;
    private long timer;

    Waiting(Supplier<Future<T>> acquisition) {
      this.acquisition = acquisition;
    }

    void begin(Admission admission) {
      admission.vertx.cancelTimer(timer);
      admission.run(acquisition).onComplete(promise);
    }

    void refuse(ErrorCode error, String why) {
      promise.tryFail(PingOneException.of(error, Step.REQUEST, why));
    }
  }
}
