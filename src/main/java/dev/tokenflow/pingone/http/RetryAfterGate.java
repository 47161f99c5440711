package dev.tokenflow.pingone.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds all requests back while the server asks to be left alone ({@code Retry-After}), and then
 * releases them slowly: first one, then twice as many each time, so that few of them meet a limit
 * that still holds.
 *
 * <p>While nothing is held back it costs a look at a field.
 */
public final class RetryAfterGate {
  private static final long RELEASE_EVERY_MS = 50;
  private static final int MAX_RELEASED = 1 << 20;

  private record Waiting(Exchange exchange, Promise<Void> turn) {}

  private final Vertx vertx;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private Runnable whenProlonged = () -> {};
  // Null while the gate is open; past while it releases what waits.
  private @Nullable Deadline end;
  private @Nullable Timer timer;
  private int nextReleased;
  private int generation;

  public RetryAfterGate(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The rest of the pause if it ends after this deadline, else null. */
  public @Nullable Duration tooLongFor(Deadline deadline) {
    return end != null && end.isAfter(deadline) && !end.hasPassed() ? end.remaining() : null;
  }

  /** Sets what is called whenever a pause begins or is extended. */
  public void whenProlonged(Runnable listener) {
    whenProlonged = listener;
  }

  /** Whether requests have to wait, as those do that came before. */
  boolean holds() {
    return end != null;
  }

  /** Tells later whether no pause began since now. */
  BooleanSupplier stillOpen() {
    int before = generation;
    return () -> generation == before;
  }

  /**
   * Makes an attempt at once, or when its turn comes.
   *
   * @return as the attempt; fails with {@code rate_limited} as soon as it is known that its turn
   *     comes after its deadline
   */
  Future<Response> pass(Exchange exchange, Supplier<Future<Response>> attempt) {
    if (end == null) {
      return attempt.get();
    }
    Duration tooLong = tooLongFor(exchange.deadline());
    if (tooLong != null) {
      return Future.failedFuture(exchange.heldBack(tooLong));
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(new Waiting(exchange, turn));
    return turn.future().compose(released -> attempt.get());
  }

  /**
   * Starts or extends the pause; never shortens it. A server is believed for 15 minutes at most:
   * then one request goes first, and its answer decides.
   */
  public void begin(Duration asked) {
    Deadline until = Deadline.in(ServerNumbers.atMost(ServerNumbers.MAX_PAUSE, asked));
    if (asked.isZero() || (end != null && end.isAfter(until))) {
      return;
    }
    end = until;
    generation++;
    nextReleased = 1;
    releaseIn(Math.max(1, until.remainingMillis()));
    rejectThoseHeldBackTooLong();
    whenProlonged.run();
  }

  /** Fails what waits with {@code unavailable}. */
  void close() {
    if (timer != null) {
      timer.cancel();
    }
    for (Waiting one : takeAll(waiting)) {
      one.turn.fail(StepException.closed(one.exchange.step()));
    }
  }

  private void rejectThoseHeldBackTooLong() {
    for (Waiting one : takeAll(waiting)) {
      Duration tooLong = tooLongFor(one.exchange.deadline());
      if (tooLong == null) {
        waiting.add(one);
      } else {
        one.turn.fail(one.exchange.heldBack(tooLong));
      }
    }
  }

  private void release() {
    // What is too late takes nobody's turn: it only fails.
    List<Waiting> released = new ArrayList<>();
    waiting.removeIf(one -> one.exchange.deadline().hasPassed() && released.add(one));
    for (int count = 0; count < nextReleased && !waiting.isEmpty(); count++) {
      released.add(waiting.remove());
    }
    nextReleased = Math.min(2 * nextReleased, MAX_RELEASED);
    if (waiting.isEmpty()) {
      end = null;
    } else {
      releaseIn(RELEASE_EVERY_MS);
    }
    released.forEach(one -> one.turn.complete());
  }

  private void releaseIn(long millis) {
    if (timer != null) {
      timer.cancel();
    }
    timer = vertx.timer(millis);
    timer.onSuccess(due -> release());
  }

  private static List<Waiting> takeAll(Collection<Waiting> waiting) {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
