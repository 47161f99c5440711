package dev.tokenflow.pingone.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110 section 10.2.3). */
final class RetryAfter {
  // For a longer text Netty throws.
  private static final int MAX_DATE = 64;

  private RetryAfter() {}

  /**
   * The wait that the header asks for, a day at most; null if it cannot be read.
   *
   * @param header seconds, or a date in any of the three forms of RFC 9110 section 5.6.7
   * @param answered when the server answered, by its own clock where it says
   */
  static @Nullable Duration parse(String header, Instant answered) {
    String value = header.strip();
    if (value.matches("[0-9]+")) {
      return ServerNumbers.seconds(value, ServerNumbers.MAX_RETRY_AFTER);
    }
    Instant date = date(value);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(answered, date);
    return wait.isNegative()
        ? Duration.ZERO
        : ServerNumbers.atMost(ServerNumbers.MAX_RETRY_AFTER, wait);
  }

  /** A date in a header, or null if there is none. */
  static @Nullable Instant date(@Nullable String header) {
    if (header == null || header.isBlank() || header.length() > MAX_DATE) {
      return null;
    }
    Date date = DateFormatter.parseHttpDate(header);
    return date == null ? null : date.toInstant();
  }
}
