package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final int MANY = 2000;

  @ParameterizedTest
  @CsvSource({
    "1, 250",
    "2, 500",
    "3, 1000",
    "4, 2000",
    "5, 4000",
    "6, 8000",
    "7, 8000",
    "64, 8000",
    "2147483647, 8000"
  })
  void waitIsRandomBelowACeilingThatDoublesUpToEightSeconds(int attempts, long ceiling) {
    long[] waits = waitsAfter(attempts);

    long shortest = LongStream.of(waits).min().orElseThrow();
    long longest = LongStream.of(waits).max().orElseThrow();
    assertTrue(shortest >= 0 && longest <= ceiling, shortest + " to " + longest);
    assertTrue(shortest < ceiling * 0.02 && longest > ceiling * 0.98, shortest + " to " + longest);
  }

  @Test
  void waitsAreDistributedEvenly() {
    long[] perQuarter = new long[4];
    for (long wait : waitsAfter(6)) {
      perQuarter[(int) Math.min(3, wait / 2000)]++;
    }

    for (long count : perQuarter) {
      assertTrue(count > MANY / 5 && count < MANY * 3 / 10, () -> Arrays.toString(perQuarter));
    }
  }

  @Test
  void waitsGrowOnAverage() {
    double before = 0;
    for (int attempts = 1; attempts <= 6; attempts++) {
      double average = LongStream.of(waitsAfter(attempts)).average().orElseThrow();
      assertTrue(average > before * 1.5, average + " ms after " + attempts);
      before = average;
    }
  }

  private long[] waitsAfter(int attempts) {
    return LongStream.range(0, MANY).map(number -> Backoff.after(attempts).toMillis()).toArray();
  }
}
