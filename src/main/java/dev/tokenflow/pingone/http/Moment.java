package dev.tokenflow.pingone.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment by both clocks of a machine. {@link System#nanoTime()} stands still while the machine is
 * suspended, and the time of day can be set: what has to end is as old as either says.
 *
 * @param nanoTime the moment, in the time of {@link System#nanoTime()}
 * @param time the time of day
 */
public record Moment(long nanoTime, Instant time) {

  public static Moment now() {
    return new Moment(System.nanoTime(), Instant.now());
  }

  /** The larger of what both clocks say has passed since an earlier moment. */
  public Duration since(Moment earlier) {
    Duration steady = Duration.ofNanos(nanoTime - earlier.nanoTime);
    Duration ofDay = Duration.between(earlier.time, time);
    return steady.compareTo(ofDay) < 0 ? ofDay : steady;
  }
}
