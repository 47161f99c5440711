package dev.tokenflow.pingone.client;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.DeadlineTimer;
import dev.tokenflow.pingone.http.RequestGroup;
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
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Admits at most {@code maxInFlight} calls at a time and {@code maxRate} acquisitions per second,
 * queues up to {@code maxQueued} more in the order of {@link Turn} and of arrival, and rejects the
 * rest immediately, as well as calls that cannot begin before their deadline.
 */
final class Admission {
  /** Who goes first where calls wait. */
  enum Turn {
    /** The next step of an open flow. */
    NEXT_STEP(false),
    /** An acquisition for an account that is kept fresh. */
    RENEWAL(true),
    /** Introspection, revocation, user info. */
    MANAGEMENT(false),
    /** An acquisition for a caller. */
    ACQUISITION(true);

    private final boolean begins;

    Turn(boolean begins) {
      this.begins = begins;
    }
  }

  private final Vertx vertx;
  private final int maxInFlight;
  private final int maxQueued;
  private final Rate rate;
  private final Function<RequestGroup, RetryAfterGate> gates;
  private final DeadlineTimer deadlineTimer;
  // In order of arrival; a call whose deadline passes leaves from the middle at no cost.
  private final Map<Turn, Set<Waiting<?>>> queues = new EnumMap<>(Turn.class);
  private int inFlight;
  private int waiting;
  private boolean admitting;
  private @Nullable Timer rateTimer;
  private boolean closed;

  /**
   * @param maxRate acquisitions that may begin per second, or null for no limit
   * @param gates where the requests of a group wait, which calls here look at
   */
  Admission(
      Vertx vertx,
      int maxInFlight,
      int maxQueued,
      @Nullable Double maxRate,
      Function<RequestGroup, RetryAfterGate> gates) {
    this.vertx = vertx;
    this.maxInFlight = maxInFlight;
    this.maxQueued = maxQueued;
    this.rate = new Rate(maxRate, System::nanoTime);
    this.gates = gates;
    this.deadlineTimer = new DeadlineTimer(vertx, this::allWaiting);
    for (Turn turn : Turn.values()) {
      queues.put(turn, new LinkedHashSet<>());
    }
    for (RequestGroup group : RequestGroup.values()) {
      gates.apply(group).whenProlonged(this::rejectPausedTooLong);
    }
    gates.apply(RequestGroup.SIGN_ON).whenDrained(this::admitNext);
  }

  /** Runs the work of a call that signs on, or gets tokens, when its turn comes. */
  <T> Future<T> admit(Call call, Supplier<Future<T>> work) {
    return admit(call.turn(), RequestGroup.SIGN_ON, call.deadline(), work);
  }

  /**
   * Runs a call when its turn comes.
   *
   * @param group the requests that the call makes
   * @return its result; fails with {@code overloaded} if the queue is full, {@code timeout} if the
   *     deadline passes in the queue, {@code rate_limited} if its turn would come after the
   *     deadline, {@code unavailable} if the client is closed
   */
  <T> Future<T> admit(Turn turn, RequestGroup group, Deadline deadline, Supplier<Future<T>> call) {
    if (closed) {
      return rejected(ErrorCode.UNAVAILABLE, "the client is closed");
    }
    RetryAfterGate gate = gates.apply(group);
    Duration pause = gate.tooLongFor(deadline);
    if (pause != null) {
      return Future.failedFuture(pausedFor(pause));
    }
    Set<Waiting<?>> queue = queue(turn);
    if (queue.isEmpty() && inFlight < maxInFlight && mayBegin(turn)) {
      return run(call);
    }
    if (waiting >= maxQueued) {
      return rejected(
          ErrorCode.OVERLOADED, inFlight + " calls are running and " + waiting + " are waiting");
    }
    if (turn.begins) {
      Duration wait = rate.until(queue(Turn.RENEWAL).size() + queue(turn).size() + 1);
      if (wait.compareTo(deadline.remaining()) > 0) {
        return Future.failedFuture(
            rateLimited("at maxRate this call's turn comes after its deadline", wait));
      }
    }
    Waiting<T> added = new Waiting<>(queue, gate, deadline, call);
    queue.add(added);
    waiting++;
    deadlineTimer.arm(deadline);
    admitNext();
    return added.result.future();
  }

  /** Divides {@code maxRate} by the number of instances that share it. */
  void shareRate(int instances) {
    rate.share(instances);
    if (rateTimer != null) {
      rateTimer.cancel();
      rateTimer = null;
    }
    admitNext();
  }

  /** The number of calls that run. */
  int inFlight() {
    return inFlight;
  }

  /** The number of calls that wait for their turn. */
  int waiting() {
    return waiting;
  }

  /** Whether no call waits, and one more could begin. */
  boolean hasRoom() {
    return !closed && waiting == 0 && inFlight < maxInFlight;
  }

  /** Whether no call runs or waits. */
  boolean isIdle() {
    return inFlight == 0 && waiting == 0;
  }

  /** Rejects all further calls, and the queued ones, with {@code unavailable}. */
  void close() {
    closed = true;
    if (rateTimer != null) {
      rateTimer.cancel();
    }
    for (Waiting<?> one : allWaiting()) {
      one.reject(StepException.closed(Step.REQUEST));
    }
  }

  private void rejectPausedTooLong() {
    for (Waiting<?> one : allWaiting()) {
      Duration pause = one.gate.tooLongFor(one.deadline);
      if (pause != null) {
        one.reject(pausedFor(pause));
      }
    }
  }

  private Set<Waiting<?>> queue(Turn turn) {
    return requireNonNull(queues.get(turn));
  }

  private List<Waiting<?>> allWaiting() {
    List<Waiting<?>> all = new ArrayList<>();
    queues.values().forEach(all::addAll);
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
    if (waiting == 0 || inFlight >= maxInFlight) {
      return null;
    }
    for (Turn turn : Turn.values()) {
      Set<Waiting<?>> queue = queue(turn);
      if (!queue.isEmpty() && mayBegin(turn)) {
        return queue.iterator().next();
      }
    }
    return null;
  }

  /** Takes a permit of the rate for an acquisition, or sees to it that one is awaited. */
  private boolean mayBegin(Turn turn) {
    if (!turn.begins) {
      return true;
    }
    // What has begun waits at the server's pace: the order of turns counts until it is done.
    if (gates.apply(RequestGroup.SIGN_ON).isBehind()) {
      return false;
    }
    if (rate.take()) {
      return true;
    }
    awaitRate();
    return false;
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
    private final RetryAfterGate gate;
    private final Deadline deadline;
    private final Supplier<Future<T>> call;

    Waiting(
        Set<Waiting<?>> queue, RetryAfterGate gate, Deadline deadline, Supplier<Future<T>> call) {
      this.queue = queue;
      this.gate = gate;
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
      if (queue.remove(this)) {
        waiting--;
      }
      if (waiting == 0) {
        deadlineTimer.idle();
      }
    }
  }
}
