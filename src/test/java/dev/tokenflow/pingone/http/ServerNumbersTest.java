package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNumbersTest {
  private static final Duration MAX = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "' 7 ', 7",
    "007, 7",
    "1.9, 1",
    "5., 5",
    "86399, 86399",
    "86400, 86400",
    "86401, 86400",
    "9223372036854775808, 86400",
    "18446744073709551616, 86400"
  })
  void readsTextWithinBounds(String text, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), ServerNumbers.seconds(text, MAX));
  }

  @Test
  void readsNumbersWithinBounds() {
    assertEquals(Duration.ofSeconds(7), ServerNumbers.seconds(7, MAX));
    assertEquals(Duration.ofSeconds(7), ServerNumbers.seconds(7.9, MAX));
    for (Number large :
        List.of(
            Long.MAX_VALUE,
            BigInteger.TWO.pow(64),
            BigInteger.TEN.pow(999),
            new BigDecimal("1e999999999"),
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY)) {
      assertEquals(MAX, ServerNumbers.seconds(large, MAX));
    }
  }

  @Test
  void negativeNumberIsNone() {
    for (Number negative :
        List.of(-1, Long.MIN_VALUE, -0.5, Double.NEGATIVE_INFINITY, Double.NaN)) {
      assertNull(ServerNumbers.seconds(negative, MAX));
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "-1", "+1", "1e5", ".5", "1s", "soon", "0x10", "1,5", "NaN", "١"})
  void ignoresOtherText(String text) {
    assertNull(ServerNumbers.seconds(text, MAX));
  }

  @Test
  void ignoresWhatIsNoNumber() {
    assertNull(ServerNumbers.seconds(true, MAX));
    assertNull(ServerNumbers.seconds(List.of(1), MAX));
    assertNull(ServerNumbers.seconds(Map.of("seconds", 1), MAX));
    assertNull(ServerNumbers.seconds("9".repeat(1_000_000), MAX));
  }
}
