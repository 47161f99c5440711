package dev.tokenflow.pingone.http;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110 section 10.2.3). */
final class RetryAfter {
  private RetryAfter() {}

  /** The wait that the header asks for, in seconds or as a date; null if it cannot be read. */
  static @Nullable Duration parse(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Date date = value.isEmpty() ? null : DateFormatter.parseHttpDate(value);
    if (date == null) {
      return null;
    }
    return date.toInstant().isAfter(now) ? Duration.between(now, date.toInstant()) : Duration.ZERO;
  }
}
