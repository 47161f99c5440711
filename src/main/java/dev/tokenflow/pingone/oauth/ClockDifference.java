package dev.tokenflow.pingone.oauth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far this machine's clock is from the server's, which explains a refused time. */
final class ClockDifference {
  private ClockDifference() {}

  /**
   * The end of a sentence about something that was refused.
   *
   * @param answered when the server answered, by its own clock, or null if it does not say
   * @param now when that answer came, by this machine's clock
   * @param leeway by how much the clocks may differ
   * @return empty while they do not differ by more
   */
  static String remark(@Nullable Instant answered, Instant now, Duration leeway) {
    Duration ahead = answered == null ? Duration.ZERO : Duration.between(answered, now);
    return ahead.abs().compareTo(leeway) <= 0
        ? ""
        : "; this machine's clock is "
            + ahead.abs().toSeconds()
            + (ahead.isNegative() ? " s behind" : " s ahead of")
            + " the server's";
  }
}
