package dev.tokenflow.pingone.http;

import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends what has not ended by its deadline: one timer for many, set to the earliest deadline. A
 * timer for each costs more than the look at all of them when this one fires, which under load is
 * about once in the time that each has.
 */
public final class DeadlineTimer {
  /** Something that has a deadline. */
  public interface Timed {
    Deadline deadline();

    /** Called when the deadline has passed; must leave the list of timed items. */
    void expire();
  }

  private final Vertx vertx;
  private final Supplier<List<? extends Timed>> timed;
  private @Nullable Deadline due;
  private @Nullable Timer timer;

  /**
   * @param timed copies the list of items that have not ended
   */
  public DeadlineTimer(Vertx vertx, Supplier<List<? extends Timed>> timed) {
    this.vertx = vertx;
    this.timed = timed;
  }

  /** Makes sure that the timer fires by this deadline. */
  public void arm(Deadline deadline) {
    if (due == null || due.isAfter(deadline)) {
      idle();
      due = deadline;
      timer = vertx.timer(Math.max(1, deadline.remainingMillis()));
      timer.onSuccess(passed -> expireSome());
    }
  }

  /** Stops the timer: all have ended. */
  public void idle() {
    if (timer != null) {
      timer.cancel();
      timer = null;
      due = null;
    }
  }

  private void expireSome() {
    timer = null;
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
