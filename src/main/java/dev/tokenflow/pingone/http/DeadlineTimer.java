package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends what does not end by its deadline: one timer for many, set to the earliest deadline. A timer
 * for each costs more than the look at all of them when this one fires, which under load is about
 * once in the time that each has.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class DeadlineTimer {
  /** Something that has a deadline. */
  public interface Timed {
    /** By when it has to end; it may change, and is told to the timer then. */
    Deadline deadline();

    /** Its deadline passed; it is none of those that are timed when this returns. */
    void expire();
  }

  private final Vertx vertx;
  private final Supplier<List<? extends Timed>> timed;
  private Deadline due;
  // None yet; 0 would be the first timer of this Vert.x, whoever set it.
  private long timer = -1;

  /**
   * @param timed copies the list of those that have not ended
   */
  public DeadlineTimer(Vertx vertx, Supplier<List<? extends Timed>> timed) {
    this.vertx = vertx;
    this.timed = timed;
  }

  /** Something has to end by this deadline. */
  public void arm(Deadline deadline) {
    if (due == null || due.isAfter(deadline)) {
      vertx.cancelTimer(timer);
      due = deadline;
      timer = vertx.setTimer(Math.max(1, deadline.remainingMillis()), passed -> expireSome());
    }
  }

  /** All have ended. */
  public void idle() {
    if (due != null) {
      vertx.cancelTimer(timer);
      due = null;
    }
  }

  private void expireSome() {
    due = null;
    List<Timed> late = new ArrayList<>();
    for (Timed one : timed.get()) {
      if (one.deadline().hasPassed()) {
        late.add(one);
      } else {
        arm(one.deadline());
      }
    }
    late.forEach(Timed::expire);
  }
}
