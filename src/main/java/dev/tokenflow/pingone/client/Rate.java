package dev.tokenflow.pingone.client;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which calls begin: a token bucket of a tenth of a second's permits, at least one, so
 * that calls that arrive together begin evenly spread.
 */
final class Rate {
  private static final double BURST_SECONDS = 0.1;

  private final LongSupplier nanoTime;
  private final @Nullable Double whole;
  private double nanosPerPermit;
  private double capacity;
  private double permits;
  private long refilledAt;

  /**
   * @param perSecond permits per second, or null for no limit
   */
  Rate(@Nullable Double perSecond, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.whole = perSecond;
    divide(1);
    this.permits = capacity;
    this.refilledAt = nanoTime.getAsLong();
  }

  /** Divides the permits by the number of instances that share them. */
  void share(int number) {
    if (nanosPerPermit != 0) {
      refill();
      divide(number);
      permits = Math.min(capacity, permits);
    }
  }

  private void divide(int number) {
    if (whole != null) {
      double perSecond = whole / number;
      nanosPerPermit = 1e9 / perSecond;
      capacity = Math.max(1, perSecond * BURST_SECONDS);
    }
  }

  /** Takes a permit if there is one. */
  boolean take() {
    if (nanosPerPermit == 0) {
      return true;
    }
    refill();
    if (permits < 1) {
      return false;
    }
    permits--;
    return true;
  }

  /** Time until this many permits are available. */
  Duration until(int wanted) {
    if (nanosPerPermit == 0) {
      return Duration.ZERO;
    }
    refill();
    return Duration.ofNanos((long) Math.ceil(Math.max(0, wanted - permits) * nanosPerPermit));
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    permits = Math.min(capacity, permits + (now - refilledAt) / nanosPerPermit);
    refilledAt = now;
  }
}
