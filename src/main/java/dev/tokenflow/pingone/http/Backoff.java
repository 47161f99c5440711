package dev.tokenflow.pingone.http;

import io.vertx.circuitbreaker.RetryPolicy;
import java.time.Duration;

/** Exponential backoff with full jitter: anything from zero to a ceiling that doubles. */
public final class Backoff {
  private static final RetryPolicy POLICY = RetryPolicy.exponentialDelayWithJitter(250, 8_000);
  // The policy's delay overflows where it is doubled too often.
  private static final int MAX_DOUBLINGS = 16;

  private Backoff() {}

  /** The pause after this number of attempts, 1 or more. */
  public static Duration after(int attempts) {
    return Duration.ofMillis(POLICY.delay(null, Math.min(attempts - 1, MAX_DOUBLINGS)));
  }
}
