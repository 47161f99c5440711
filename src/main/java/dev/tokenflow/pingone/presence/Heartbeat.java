package dev.tokenflow.pingone.presence;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Publishes once a second that this instance is alive. It belongs to the context on which it
 * begins, and ends with that context's verticle.
 */
public final class Heartbeat {
  private final Vertx vertx;
  private final String address;
  private Beat beat;
  private @Nullable Long timer;
  private long beatAt = System.nanoTime();
  private Runnable onGap = () -> {};

  /**
   * @param address where it publishes
   * @param instance the id of this instance
   */
  public Heartbeat(Vertx vertx, String address, String instance) {
    this.vertx = vertx;
    this.address = address;
    this.beat = new Beat(instance, false, false);
  }

  /**
   * Runs a task when this instance could not beat for so long that others take it for dead: its
   * process was stopped, or its event loop blocked.
   */
  public void onGap(Runnable task) {
    onGap = task;
  }

  /** Begins, now that this instance takes requests. */
  public void begin() {
    beatAt = System.nanoTime();
    timer = vertx.setPeriodic(Instances.BEAT.toMillis(), due -> beat());
    publish();
  }

  /** Beats at once, so that a newcomer knows this instance. */
  public void greet() {
    if (timer != null) {
      publish();
    }
  }

  /** Announces, at once and with each beat, that this instance takes no further requests. */
  public void leave() {
    say(new Beat(beat.instance(), true, beat.keeper()));
  }

  /** Announces, at once and with each beat, whether this instance keeps the accounts. */
  public void keep(boolean keeper) {
    say(new Beat(beat.instance(), beat.leaving(), keeper));
  }

  /** Beats no longer. */
  public void end() {
    if (timer != null) {
      vertx.cancelTimer(timer);
      timer = null;
    }
  }

  private void say(Beat changed) {
    beat = changed;
    greet();
  }

  private void beat() {
    checkGap();
    publish();
  }

  /**
   * Notices a gap. What a stopped process had planned is due at once when it goes on: code that
   * must not act on it asks here first.
   */
  public void checkGap() {
    boolean gap = timer != null && System.nanoTime() - beatAt > Instances.SILENCE.toNanos();
    beatAt = System.nanoTime();
    if (gap) {
      onGap.run();
    }
  }

  private void publish() {
    vertx.eventBus().publish(address, beat.toJson());
  }
}
