package dev.tokenflow.pingone.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A steady rate at which acquisitions begin: a token bucket that holds what comes together in a
 * tenth of a second, one token at least.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
final class Rate {
  private static final double BURST_SECONDS = 0.1;

  private final LongSupplier nanoTime;
  private final double nanosPerToken;
  private final double mostTokens;
  private double tokens;
  private long countedAt;

  /**
   * @param perSecond how many a second, or null for any number
   */
  Rate(Double perSecond, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.nanosPerToken = perSecond == null ? 0 : 1e9 / perSecond;
    this.mostTokens = perSecond == null ? 0 : Math.max(1, perSecond * BURST_SECONDS);
    this.tokens = mostTokens;
    this.countedAt = nanoTime.getAsLong();
  }

  /** Takes a token, if there is one. */
  boolean take() {
    if (nanosPerToken == 0) {
      return true;
    }
    count();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** How long it takes until there are so many tokens more than are taken before them. */
  Duration until(int wanted) {
    if (nanosPerToken == 0) {
      return Duration.ZERO;
    }
    count();
    return Duration.ofNanos((long) Math.ceil(Math.max(0, wanted - tokens) * nanosPerToken));
  }

  private void count() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(mostTokens, tokens + (now - countedAt) / nanosPerToken);
    countedAt = now;
  }
}
