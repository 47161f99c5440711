package dev.tokenflow.pingone.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations that a server states: whatever it states, they stay within bounds that no sum ends. */
public final class ServerNumbers {
  /** How long one {@code Retry-After} is believed before a request finds out what holds now. */
  static final Duration MAX_PAUSE = Duration.ofMinutes(15);

  /** The longest wait that a failure hands on. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

  /** The longest lifetime of a token. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(3650);

  // A double reads any number of digits, and is infinite beyond its range.
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]*)?");
  private static final int MAX_DIGITS = 1_000;

  private ServerNumbers() {}

  /**
   * Whole seconds, {@code max} at most.
   *
   * @param value a JSON number, or a text of digits with or without a fraction
   * @return null for a negative number and for anything else
   */
  public static @Nullable Duration seconds(@Nullable Object value, Duration max) {
    double seconds;
    if (value instanceof Number number) {
      seconds = number.doubleValue();
    } else if (value instanceof String text
        && text.length() <= MAX_DIGITS
        && DECIMAL.matcher(text.strip()).matches()) {
      seconds = Double.parseDouble(text.strip());
    } else {
      return null;
    }
    // Not a number compares as false.
    return seconds >= 0 ? atMost(max, seconds) : null;
  }

  /** The duration, or the bound if that is shorter. */
  public static Duration atMost(Duration max, Duration stated) {
    return stated.compareTo(max) < 0 ? stated : max;
  }

  private static Duration atMost(Duration max, double seconds) {
    return seconds < max.toSeconds() ? Duration.ofSeconds((long) seconds) : max;
  }
}
