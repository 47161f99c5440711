package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.Step;
import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2015-10-21T07:28:00Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "120, 120", "' 7 ', 7", "007, 7", "86400, 86400"})
  void secondsAreAWait(String header, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), RetryAfter.parse(header, NOW));
  }

  /** A day at most: no sum with it overflows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "86401",
        "978307200",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "99999999999999999999999999999999999999999999999999",
        "Fri, 23 Oct 2015 07:28:00 GMT",
        "Sun, 21 Oct 2046 07:28:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void waitIsADayAtMost(String header) {
    assertEquals(Duration.ofDays(1), RetryAfter.parse(header, NOW));
  }

  /** This machine's clock is years from the server's, and either may be right. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Wednesday, 21-Oct-15 07:28:00 GMT",
        "Wed Oct 21 07:28:00 2015"
      })
  void measuresADateAgainstTheAnswersOwn(String date) {
    Response response =
        ResponseBuilder.answer(Step.TOKEN, 503)
            .header("Date", date)
            .header("Retry-After", "Wed, 21 Oct 2015 07:28:20 GMT")
            .build();

    assertEquals(Duration.ofSeconds(20), response.retryAfter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "0",
        "Wed, 21 Oct 2015 07:29:30 GMT, or a little later if that is too soon for you"
      })
  void measuresADateAgainstThisClockIfTheAnswerHasNone(String date) {
    ResponseBuilder answer =
        ResponseBuilder.answer(Step.TOKEN, 503)
            .header("Retry-After", DateFormatter.format(Date.from(Instant.now().plusSeconds(60))));

    Duration wait = (date == null ? answer : answer.header("Date", date)).build().retryAfter();

    assertTrue(wait.toSeconds() > 30 && wait.toSeconds() <= 60, wait::toString);
  }

  /** The three forms of RFC 9110 section 5.6.7. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wed, 21 Oct 2015 07:29:30 GMT",
        "Wednesday, 21-Oct-15 07:29:30 GMT",
        "Wed Oct 21 07:29:30 2015"
      })
  void dateIsAWaitUntilThen(String header) {
    assertEquals(Duration.ofSeconds(90), RetryAfter.parse(header, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wed, 21 Oct 2015 07:28:00 GMT", "Tue, 20 Oct 2015 07:28:00 GMT"})
  void pastDateIsNoWait(String header) {
    assertEquals(Duration.ZERO, RetryAfter.parse(header, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "1.5",
        "1s",
        "٧",
        "0x7",
        "7, 7",
        "2015-10-21T07:28:00Z",
        "Wed, 21 Oct",
        "Wed, 21 Oct 2015 07:29:30 GMT, or a little later if that is too soon for you"
      })
  void ignoresWhatCannotBeRead(String header) {
    assertNull(RetryAfter.parse(header, NOW));
  }
}
