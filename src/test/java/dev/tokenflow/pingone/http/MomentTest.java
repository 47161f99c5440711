package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

  /** Suspended, set back, set forward. */
  @ParameterizedTest
  @CsvSource({"10, 10, 10", "10, 3600, 3600", "10, -3600, 10", "0, 0, 0"})
  void ageIsTheLargerOfBothClocks(long steady, long ofDay, long age) {
    // System.nanoTime() may be negative, and overflow.
    Moment earlier = new Moment(Long.MAX_VALUE, Instant.parse("2026-03-01T12:00:00Z"));
    Moment later =
        new Moment(
            earlier.nanoTime() + Duration.ofSeconds(steady).toNanos(),
            earlier.time().plusSeconds(ofDay));

    assertEquals(Duration.ofSeconds(age), later.since(earlier));
  }
}
