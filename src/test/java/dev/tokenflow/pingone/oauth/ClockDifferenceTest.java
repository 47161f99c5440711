package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockDifferenceTest {
  private static final Instant ANSWERED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "30, ''",
    "-30, ''",
    "31, ; this machine's clock is 31 s ahead of the server's",
    "-31, ; this machine's clock is 31 s behind the server's",
    "-31536000, ; this machine's clock is 31536000 s behind the server's"
  })
  void saysByHowMuchBeyondTheLeeway(long seconds, String remark) {
    assertEquals(remark, ClockDifference.remark(ANSWERED, ANSWERED.plusSeconds(seconds), LEEWAY));
  }

  @Test
  void saysNothingWithoutTheServersTime() {
    assertEquals("", ClockDifference.remark(null, ANSWERED, LEEWAY));
  }
}
