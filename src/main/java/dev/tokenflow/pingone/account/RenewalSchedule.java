package dev.tokenflow.pingone.account;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When to renew tokens, how long to use them, and how long to wait after a failure. */
final class RenewalSchedule {
  /** Assumed if the server does not state a lifetime. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);
  private static final Duration TRANSIT = Duration.ofSeconds(5);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
  private static final double JITTER = 0.1;

  private RenewalSchedule() {}

  /**
   * The age at which tokens are renewed: four fifths of their lifetime or 30 seconds before its
   * end, whichever is earlier, but at least half of it (so for lifetimes under a minute). Up to a
   * tenth of that is subtracted, so that accounts acquired together spread out.
   */
  static Duration renewAfter(Duration lifetime, RandomGenerator random) {
    long millis = lifetime.toMillis();
    long latest = Math.min(millis * 4 / 5, millis - BEFORE_EXPIRY.toMillis());
    long due = Math.max(millis / 2, latest);
    return Duration.ofMillis(due - (long) (due * JITTER * random.nextDouble()));
  }

  /**
   * The age up to which callers get tokens. The last 5 seconds, or the last tenth of a short
   * lifetime, are left out: the token could expire on its way to the API.
   */
  static Duration usableFor(Duration lifetime) {
    Duration tenth = lifetime.dividedBy(10);
    return lifetime.minus(tenth.compareTo(TRANSIT) < 0 ? tenth : TRANSIT);
  }

  /**
   * The wait before the next try: between half of a ceiling and all of it, but at least what the
   * server asks for. The ceiling doubles with each failure, up to 5 minutes.
   *
   * @param failures the number of failures in a row, at least 1
   * @param retryAfter the wait that the server asks for, or null
   */
  static Duration backoff(int failures, @Nullable Duration retryAfter, RandomGenerator random) {
    long ceiling =
        Math.min(
            LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(failures - 1, 20));
    Duration wait = Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    return retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait;
  }
}
