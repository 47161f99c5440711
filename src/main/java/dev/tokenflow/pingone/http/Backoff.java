package dev.tokenflow.pingone.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter: anything from nothing to a ceiling that doubles. */
public final class Backoff {
  private static final long FIRST_CEILING_MS = 250;
  private static final long LAST_CEILING_MS = 8_000;

  private Backoff() {}

  /** The wait before the next attempt, where {@code attempts} have been made (1 or more). */
  public static Duration after(int attempts, RandomGenerator random) {
    int doublings = Math.min(attempts - 1, 16);
    long ceiling = Math.min(LAST_CEILING_MS, FIRST_CEILING_MS << doublings);
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }
}
