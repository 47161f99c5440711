package dev.tokenflow.pingone.cli.doctor;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Compares this machine's clock with the {@code Date} of an answer. */
final class ClockReading {
  private static final String NAME = "clock";
  // An assertion lives for a minute by default, and an ID token has this leeway.
  private static final Duration MAX_DIFFERENCE = Duration.ofSeconds(30);

  private ClockReading() {}

  static Finding of(Reply reply) {
    if (!(reply instanceof Reply.Answer answer)) {
      return Finding.skipped(NAME, "no answer whose Date could be compared");
    }
    Instant theirs = theirs(answer.headers().get("Date"), answer.headers().get("Age"));
    if (theirs == null) {
      return Finding.skipped(NAME, "the answer has no Date");
    }
    Duration ahead = Duration.between(theirs, answer.at());
    String shown = shown(ahead);
    return ahead.abs().compareTo(MAX_DIFFERENCE) <= 0
        ? Finding.ok(NAME, shown)
        : Finding.failed(
            NAME,
            shown + "; client assertions and ID tokens count as expired, or as not yet valid",
            "this machine: its clock, with NTP");
  }

  /**
   * The server's time; a cache tells by {@code Age} how old its answer is (RFC 9111 section 5.1).
   */
  private static @Nullable Instant theirs(@Nullable String date, @Nullable String age) {
    Date parsed = date == null ? null : DateFormatter.parseHttpDate(date);
    if (parsed == null) {
      return null;
    }
    long seconds = age != null && age.matches("\\d{1,9}") ? Long.parseLong(age) : 0;
    return parsed.toInstant().plusSeconds(seconds);
  }

  private static String shown(Duration ahead) {
    long seconds = ahead.abs().toSeconds();
    // A Date has whole seconds, and the answer was on its way.
    if (seconds <= 1) {
      return "agrees with the server's";
    }
    String difference =
        seconds < 120
            ? seconds + " s"
            : seconds < 7200
                ? Math.round(seconds / 60.0) + " min"
                : seconds < 172_800
                    ? Math.round(seconds / 3600.0) + " h"
                    : Math.round(seconds / 86_400.0) + " days";
    return "this machine's is "
        + difference
        + (ahead.isNegative() ? " behind" : " ahead of")
        + " the server's";
  }
}
