package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {
  private static final long MS = 1_000_000;

  /** The worked example of the nearest-rank method. */
  @ParameterizedTest
  @CsvSource({"5, 15", "30, 20", "40, 20", "50, 35", "100, 50"})
  void percentileIsTheValueOfTheNearestRank(double percentage, double millis) {
    Percentiles percentiles =
        new Percentiles(new long[] {35 * MS, 50 * MS, 15 * MS, 40 * MS, 20 * MS});

    assertEquals(millis, percentiles.millis(percentage));
  }

  @ParameterizedTest
  @CsvSource({"50, 50", "95, 95", "99, 99", "100, 100"})
  void percentileOfOneToAHundredIsTheSameNumber(double percentage, double millis) {
    assertEquals(millis, oneTo(100).millis(percentage));
  }

  @ParameterizedTest
  @CsvSource({"50, 10", "95, 19", "99, 20"})
  void rankIsRoundedUp(double percentage, double millis) {
    assertEquals(millis, oneTo(20).millis(percentage));
  }

  @ParameterizedTest
  @CsvSource({"0", "50", "99", "100"})
  void oneValueIsEveryPercentile(double percentage) {
    assertEquals(0.25, new Percentiles(new long[] {MS / 4}).millis(percentage));
  }

  @Test
  void percentileOfNothingIsZero() {
    assertEquals(0, new Percentiles(new long[0]).millis(99));
  }

  @Test
  void leavesTheGivenDurationsUnchanged() {
    long[] nanos = {3, 1, 2};

    assertEquals(2e-6, new Percentiles(nanos).millis(50));
    assertArrayEquals(new long[] {3, 1, 2}, nanos);
  }

  private static Percentiles oneTo(int count) {
    return new Percentiles(LongStream.rangeClosed(1, count).map(ms -> ms * MS).toArray());
  }
}
