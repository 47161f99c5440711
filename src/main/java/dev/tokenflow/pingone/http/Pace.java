package dev.tokenflow.pingone.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * How many requests a second a server takes, learned from the ones that it refuses: additive
 * increase, multiplicative decrease. Unlimited until the first refusal, and again when there was
 * none for long.
 *
 * <p>The first refusal sets the pace to what the server accepted in the last second. From then on
 * the pace grows, slowly at first and faster the longer no request is refused, so that it follows a
 * limit that was raised; each refusal lowers it by a tenth, or to what is accepted if that is far
 * less. The increase goes by the root of the pace: clients that share a limit without knowing of
 * each other approach equal shares, since the small one grows relatively faster and is refused less
 * often.
 */
final class Pace {
  private static final double DECREASE = 0.9;
  private static final double LEAST = 1;
  // Where there was little to do, what was accepted says little.
  private static final double FIRST = 10;
  private static final double FIRST_INCREASE = 0.25;
  private static final double LARGEST_INCREASE = 8;
  private static final double FASTER = 1.6;
  // A refusal lowers a small pace by little, so it must not grow by much before.
  private static final double SMALL_PACE = 0.07;
  private static final double BURST_SECONDS = 0.02;
  private static final long SECOND = 1_000_000_000;
  // Requests that were sent at the old pace are still being refused.
  private static final long BETWEEN_DECREASES = 400_000_000;
  private static final long UNLIMITED_AFTER = 300 * SECOND;
  private static final int SLOTS = 8;
  private static final long SLOT = SECOND / SLOTS;

  private final LongSupplier nanoTime;
  private double perSecond = Double.POSITIVE_INFINITY;
  private double permits;
  private double increase;
  private long refilledAt;
  private long raisedAt;
  private long loweredAt;
  // Accepted requests of the last second, in a ring of eighths.
  private final int[] accepted = new int[SLOTS];
  private long slot;

  Pace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.slot = nanoTime.getAsLong() / SLOT;
  }

  /** Requests a second; infinite while there is no limit. */
  double perSecond() {
    return perSecond;
  }

  /** Whether there is no limit now. */
  boolean isUnlimited() {
    if (perSecond != Double.POSITIVE_INFINITY) {
      refill();
    }
    return perSecond == Double.POSITIVE_INFINITY;
  }

  /** Takes a permit if there is one. */
  boolean take() {
    if (perSecond == Double.POSITIVE_INFINITY) {
      return true;
    }
    refill();
    if (permits < 1) {
      return false;
    }
    permits--;
    return true;
  }

  /** The time until there is a permit. */
  Duration untilNext() {
    return Duration.ofNanos((long) (Math.max(0, 1 - permits) / perSecond * SECOND));
  }

  /** The server accepted a request, whatever it answered. */
  void accepted() {
    roll(nanoTime.getAsLong());
    accepted[(int) (slot % SLOTS)]++;
  }

  /** The server refused a request because there were too many. */
  void refused() {
    long now = nanoTime.getAsLong();
    boolean limited = perSecond != Double.POSITIVE_INFINITY;
    if (limited && now - loweredAt < BETWEEN_DECREASES) {
      return;
    }
    double taken = acceptedPerSecond(now);
    double lower =
        !limited
            ? Math.max(taken, FIRST)
            : taken < 0.75 * perSecond ? Math.max(taken, perSecond / 2) : perSecond * DECREASE;
    perSecond = Math.max(LEAST, lower);
    permits = Math.min(permits, 0);
    increase = FIRST_INCREASE;
    loweredAt = now;
    raisedAt = now;
    refilledAt = now;
  }

  private void refill() {
    long now = nanoTime.getAsLong();
    while (now - raisedAt >= SECOND) {
      raisedAt += SECOND;
      perSecond += increase * Math.min(Math.sqrt(perSecond), SMALL_PACE * perSecond);
      increase = Math.min(LARGEST_INCREASE, increase * FASTER);
    }
    permits =
        Math.min(
            Math.max(1, perSecond * BURST_SECONDS),
            permits + (double) (now - refilledAt) / SECOND * perSecond);
    refilledAt = now;
    if (now - loweredAt > UNLIMITED_AFTER) {
      perSecond = Double.POSITIVE_INFINITY;
    }
  }

  private double acceptedPerSecond(long now) {
    roll(now);
    double nanos = now - (slot - SLOTS + 1) * SLOT;
    return Arrays.stream(accepted).sum() / nanos * SECOND;
  }

  private void roll(long now) {
    long current = now / SLOT;
    if (current - slot >= SLOTS) {
      Arrays.fill(accepted, 0);
      slot = current;
    }
    while (slot < current) {
      slot++;
      accepted[(int) (slot % SLOTS)] = 0;
    }
  }
}
