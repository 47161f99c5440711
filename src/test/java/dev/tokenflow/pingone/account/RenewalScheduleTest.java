package dev.tokenflow.pingone.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalScheduleTest {
  private static final RandomGenerator NO_JITTER = new Fixed(0);
  private static final RandomGenerator MOST_JITTER = new Fixed(Math.nextDown(1.0));

  private record Fixed(double value) implements RandomGenerator {
    @Override
    public double nextDouble() {
      return value;
    }

    @Override
    public long nextLong(long bound) {
      return (long) (value * bound);
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 2592, 2880",
    "150, 108, 120",
    "100, 63, 70",
    "60, 27, 30",
    "40, 18, 20",
    "2, 0.9, 1",
    "0, 0, 0"
  })
  void renewsAtFourFifthsButThirtySecondsBeforeTheEnd(
      long lifetime, double earliest, double latest) {
    Duration all = Duration.ofSeconds(lifetime);

    assertEquals(
        Duration.ofMillis((long) (latest * 1000)), RenewalSchedule.renewAfter(all, NO_JITTER));
    assertEquals(
        earliest * 1000, (double) RenewalSchedule.renewAfter(all, MOST_JITTER).toMillis(), 1);
  }

  @ParameterizedTest
  @CsvSource({"3600, 3595000", "50, 45000", "10, 9000", "1, 900", "0, 0"})
  void doesNotUseTokensShortlyBeforeTheyExpire(long lifetime, long millis) {
    assertEquals(
        Duration.ofMillis(millis), RenewalSchedule.usableFor(Duration.ofSeconds(lifetime)));
  }

  @ParameterizedTest
  @CsvSource({"1, 125, 250", "2, 250, 500", "11, 128000, 256000", "12, 150000, 300000"})
  void doublesBackoffUpToFiveMinutes(int failures, long least, long most) {
    assertEquals(Duration.ofMillis(least), RenewalSchedule.backoff(failures, null, NO_JITTER));
    assertEquals(Duration.ofMillis(most), RenewalSchedule.backoff(failures, null, MOST_JITTER));
  }

  @Test
  void keepsBackoffInRangeAfterAnyNumberOfFailures() {
    Random random = new Random(1);
    for (int failures = 1; failures < 100_000; failures += 97) {
      Duration wait = RenewalSchedule.backoff(failures, null, random);
      assertTrue(wait.toMillis() >= 125 && wait.toMillis() <= 300_000, wait::toString);
    }
  }

  @Test
  void waitsAtLeastAsLongAsTheServerAsksFor() {
    assertEquals(Duration.ofHours(1), RenewalSchedule.backoff(1, Duration.ofHours(1), MOST_JITTER));
    assertEquals(Duration.ofMillis(250), RenewalSchedule.backoff(1, Duration.ZERO, MOST_JITTER));
  }
}
