package dev.tokenflow.pingone.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of one group through as fast as the server takes them. While the server asks to
 * be left alone for long ({@code Retry-After}), it holds all of them back, and then releases them
 * slowly: first one, then twice as many each time. A server that refuses requests for a moment
 * lowers the {@link Pace}.
 *
 * <p>While nothing was refused it costs a look at two fields.
 */
public final class RetryAfterGate {
  /** A wait that concerns one request; a longer one pauses its group. */
  static final Duration SHORT = Duration.ofSeconds(2);

  private static final long RELEASE_EVERY_MS = 50;
  private static final int MAX_RELEASED = 1 << 20;

  private final Vertx vertx;
  private final Pace pace = new Pace(System::nanoTime);
  private final DeadlineTimer deadlineTimer;
  // Steps of what has begun go first, then beginnings, each in order of arrival.
  private final Deque<Waiting> steps = new ArrayDeque<>();
  private final Deque<Waiting> beginnings = new ArrayDeque<>();
  private Runnable whenProlonged = () -> {};
  private Runnable whenDrained = () -> {};
  // Null while the gate is open; past while it releases what waits.
  private @Nullable Deadline end;
  private @Nullable Timer timer;
  private int nextReleased;
  private int generation;

  public RetryAfterGate(Vertx vertx) {
    this.vertx = vertx;
    this.deadlineTimer = new DeadlineTimer(vertx, this::allWaiting);
  }

  /** The rest of the pause if it ends after this deadline, else null. */
  public @Nullable Duration tooLongFor(Deadline deadline) {
    return end != null && end.isAfter(deadline) && !end.hasPassed() ? end.remaining() : null;
  }

  /**
   * Whether nothing more should begin, since what has begun waits for its turn at the server's
   * pace: the order of turns counts until it has had its own.
   */
  public boolean isBehind() {
    return end == null && !isEmpty();
  }

  /** Whether there is no pause, and nothing waits. */
  boolean isOpen() {
    return end == null && isEmpty();
  }

  /** Whether the server has not refused a request for long. */
  boolean isUnlimited() {
    return pace.isUnlimited();
  }

  /** Sets what is called whenever a pause begins or is extended. */
  public void whenProlonged(Runnable listener) {
    whenProlonged = listener;
  }

  /** Sets what is called whenever the last waiting request had its turn. */
  public void whenDrained(Runnable listener) {
    whenDrained = listener;
  }

  /** Requests a second that the server takes; infinite while it refuses none. */
  public double pace() {
    return pace.perSecond();
  }

  /** The rest of the pause in seconds, 0 without one. */
  public double pauseSeconds() {
    Deadline until = end;
    return until == null ? 0 : Math.max(0, until.remainingMillis() / 1e3);
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
   *     comes after its deadline, with {@code timeout} if the deadline passes before its turn
   */
  Future<Response> pass(Exchange exchange, Supplier<Future<Response>> attempt) {
    if (end == null && isEmpty() && pace.take()) {
      return attempt.get();
    }
    Duration tooLong = tooLongFor(exchange.deadline());
    if (tooLong != null) {
      return Future.failedFuture(exchange.heldBack(tooLong));
    }
    Waiting waiting = new Waiting(exchange);
    Deque<Waiting> queue = waiting.queue();
    if (exchange.attempts() > 1) {
      queue.addFirst(waiting);
    } else {
      queue.addLast(waiting);
    }
    deadlineTimer.arm(exchange.deadline());
    if (timer == null) {
      releaseIn(pace.untilNext().toMillis() + 1);
    }
    return waiting.turn.future().compose(released -> attempt.get());
  }

  /** The server accepted a request. */
  void accepted() {
    pace.accepted();
  }

  /**
   * The server refused a request for now.
   *
   * @param asked the wait that it asks for, or null
   */
  void refused(@Nullable Duration asked) {
    pace.refused();
    if (asked != null && asked.compareTo(SHORT) > 0) {
      begin(asked);
    }
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
    for (Waiting one : allWaiting()) {
      Duration tooLong = tooLongFor(one.exchange.deadline());
      if (tooLong != null) {
        one.leave().fail(one.exchange.heldBack(tooLong));
      }
    }
    whenProlonged.run();
  }

  /** Fails what waits with {@code unavailable}. */
  void close() {
    if (timer != null) {
      timer.cancel();
    }
    for (Waiting one : allWaiting()) {
      one.leave().fail(StepException.closed(one.exchange.step()));
    }
  }

  private boolean isEmpty() {
    return steps.isEmpty() && beginnings.isEmpty();
  }

  private List<Waiting> allWaiting() {
    List<Waiting> all = new ArrayList<>(steps);
    all.addAll(beginnings);
    return all;
  }

  private void release() {
    timer = null;
    List<Promise<Void>> released = new ArrayList<>();
    if (end == null) {
      while (!isEmpty() && pace.take()) {
        released.add(first().leave());
      }
    } else {
      for (int count = 0; count < nextReleased && !isEmpty(); count++) {
        released.add(first().leave());
      }
      nextReleased = Math.min(2 * nextReleased, MAX_RELEASED);
    }
    if (!isEmpty()) {
      releaseIn(end == null ? pace.untilNext().toMillis() + 1 : RELEASE_EVERY_MS);
    } else {
      end = null;
    }
    released.forEach(Promise::complete);
    if (isEmpty()) {
      whenDrained.run();
    }
  }

  private Waiting first() {
    return steps.isEmpty() ? beginnings.getFirst() : steps.getFirst();
  }

  private void releaseIn(long millis) {
    if (timer != null) {
      timer.cancel();
    }
    timer = vertx.timer(millis, TimeUnit.MILLISECONDS);
    timer.onSuccess(due -> release());
  }

  /** A request whose turn has not come. */
  private final class Waiting implements DeadlineTimer.Timed {
    private final Exchange exchange;
    private final Promise<Void> turn = Promise.promise();

    Waiting(Exchange exchange) {
      this.exchange = exchange;
    }

    Deque<Waiting> queue() {
      return exchange.kind().begins() ? beginnings : steps;
    }

    Promise<Void> leave() {
      queue().remove(this);
      if (isEmpty()) {
        deadlineTimer.idle();
      }
      return turn;
    }

    @Override
    public Deadline deadline() {
      return exchange.deadline();
    }

    @Override
    public void expire() {
      leave().fail(exchange.tooLate());
    }
  }
}
