package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2015-10-21T07:28:00Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "120, 120", "' 7 ', 7", "007, 7", "999999999, 999999999"})
  void secondsAreAWait(String header, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), RetryAfter.parse(header, NOW));
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
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "1.5",
        "1s",
        "9999999999",
        "99999999999999999999",
        "2015-10-21T07:28:00Z",
        "Wed, 21 Oct"
      })
  void ignoresWhatCannotBeRead(String header) {
    assertNull(RetryAfter.parse(header, NOW));
  }
}
