package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Holds all requests back while the server asks to be left alone ({@code Retry-After}), and lets
 * them go slowly when that is over: one first, then twice as many every time, so that a limit that
 * still holds is met by a few of them.
 *
 * <p>It costs a look at a field as long as nothing is held back. It belongs to one Vert.x context
 * and is only called there.
 */
public final class RetryAfterGate {
  private static final long RELEASE_EVERY_MS = 50;
  // A date may lie further ahead than nanoseconds can count; nobody's deadline does.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** A request that waits to be let go; exactly one of the two is called, and it once. */
  interface Waiting {
    Deadline deadline();

    /** Its turn has come, or its deadline passed just before that. */
    void letGo();

    /** It is held back for longer than it has. */
    void cannotWait(Duration heldBackFor);
  }

  private final Vertx vertx;
  private Queue<Waiting> waiting = new ArrayDeque<>();
  private Runnable whenProlonged = () -> {};
  private boolean holding;
  private Deadline end;
  private int letGoNext;
  private int times;
  // None yet; 0 would be the first timer of this Vert.x, whoever set it.
  private long timer = -1;

  public RetryAfterGate(Vertx vertx) {
    this.vertx = vertx;
  }

  /** How long something with this deadline would have to wait, if that is too long; or null. */
  public Duration tooLongFor(Deadline deadline) {
    return holding && end.isAfter(deadline) && !end.hasPassed() ? end.remaining() : null;
  }

  /** Told whenever what waits elsewhere may have to wait too long. */
  public void whenProlonged(Runnable listener) {
    whenProlonged = listener;
  }

  /** Whether a request has to wait, as those do that came before it. */
  boolean holds() {
    return holding;
  }

  /** How often it began: what was let go before the last time is not to be sent any more. */
  int times() {
    return times;
  }

  /** Lets a request wait for its turn, or tells it at once that it cannot. */
  void await(Waiting request) {
    Duration tooLong = tooLongFor(request.deadline());
    if (tooLong == null) {
      waiting.add(request);
    } else {
      request.cannotWait(tooLong);
    }
  }

  /** Holds back from now on for so long; what is held back for longer already stays so. */
  public void begin(Duration asked) {
    Deadline asksUntil = Deadline.in(asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
    if (asked.isZero() || (holding && end.isAfter(asksUntil))) {
      return;
    }
    vertx.cancelTimer(timer);
    times++;
    holding = true;
    end = asksUntil;
    letGoNext = 1;
    timer = vertx.setTimer(Math.max(1, end.remainingMillis()), over -> letSomeGo());
    refuseThoseThatCannotWait();
    whenProlonged.run();
  }

  /** Forgets who waits; whoever closes this ends those by themselves. */
  void close() {
    vertx.cancelTimer(timer);
    waiting.clear();
  }

  private void refuseThoseThatCannotWait() {
    Queue<Waiting> all = waiting;
    waiting = new ArrayDeque<>(all.size());
    all.forEach(this::await);
  }

  private void letSomeGo() {
    List<Waiting> late = new ArrayList<>();
    waiting.removeIf(one -> one.deadline().hasPassed() && late.add(one));
    late.forEach(Waiting::letGo);
    for (int count = 0; count < letGoNext && !waiting.isEmpty(); count++) {
      waiting.remove().letGo();
    }
    letGoNext = Math.min(2 * letGoNext, 1 << 20);
    if (waiting.isEmpty()) {
      holding = false;
    } else {
      timer = vertx.setTimer(RELEASE_EVERY_MS, next -> letSomeGo());
    }
  }
}
