package dev.tokenflow.pingone.account;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When tokens are renewed, and how long they are handed out: by their lifetime alone. */
final class RenewalSchedule {
  /** For tokens of which the server does not tell how long they are good. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);
  private static final Duration ON_THE_WAY = Duration.ofSeconds(5);
  private static final Duration FIRST_CEILING = Duration.ofMillis(250);
  private static final Duration LAST_CEILING = Duration.ofMinutes(5);
  private static final double JITTER = 0.1;

  private RenewalSchedule() {}

  /**
   * How long after the request for them tokens are renewed: at four fifths of their lifetime, 30
   * seconds before its end at the latest, but not before half of it (which is what tokens of less
   * than a minute get), and up to a tenth of that earlier, so that accounts that were acquired
   * together part.
   */
  static Duration renewAfter(Duration lifetime, RandomGenerator random) {
    long millis = lifetime.toMillis();
    long latest = Math.min(millis * 4 / 5, millis - BEFORE_EXPIRY.toMillis());
    long due = Math.max(millis / 2, latest);
    return Duration.ofMillis(due - (long) (due * JITTER * random.nextDouble()));
  }

  /**
   * How long after the request for them tokens are handed out: not in their last 5 seconds, or the
   * last tenth of a short life, in which they could expire on the way to whoever is to accept them.
   */
  static Duration handedOutFor(Duration lifetime) {
    Duration tenth = lifetime.dividedBy(10);
    return lifetime.minus(tenth.compareTo(ON_THE_WAY) < 0 ? tenth : ON_THE_WAY);
  }

  /**
   * The wait after so many failures in a row (1 or more): between half of a ceiling and the whole,
   * and what the server asks for at least. The ceiling doubles up to 5 minutes.
   *
   * @param asked the wait that the server asks for, or null
   */
  static Duration backoff(int failures, Duration asked, RandomGenerator random) {
    long ceiling =
        Math.min(LAST_CEILING.toMillis(), FIRST_CEILING.toMillis() << Math.min(failures - 1, 20));
    Duration wait = Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }
}
