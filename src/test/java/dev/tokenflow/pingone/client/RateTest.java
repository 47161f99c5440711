package dev.tokenflow.pingone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  private long now = Long.MAX_VALUE - 1_000_000;

  @ParameterizedTest
  @CsvSource({"0.5, 1, 30", "1, 1, 60", "25, 2, 1500", "1000, 100, 60000"})
  void allowsABurstOfATenthOfASecondAndASteadyRate(double perSecond, int burst, int inAMinute) {
    Rate rate = new Rate(perSecond, () -> now);

    assertEquals(burst, takeAll(rate));
    int taken = burst;
    for (int millis = 0; millis < 60_000; millis++) {
      now += 1_000_000;
      taken += takeAll(rate);
    }

    assertTrue(Math.abs(taken - inAMinute - burst) <= 1, taken + " in a minute");
  }

  @Test
  void idleTimeSavesNoMoreThanTheBurst() {
    Rate rate = new Rate(20.0, () -> now);
    takeAll(rate);

    now += Duration.ofHours(1).toNanos();

    assertEquals(2, takeAll(rate));
  }

  @Test
  void saysHowLongPermitsTake() {
    Rate rate = new Rate(2.0, () -> now);

    assertEquals(Duration.ZERO, rate.until(1));
    assertEquals(Duration.ofSeconds(1), rate.until(3));
    takeAll(rate);
    assertEquals(Duration.ofMillis(500), rate.until(1));
    now += 200_000_000;
    assertEquals(Duration.ofMillis(300), rate.until(1));
    assertEquals(Duration.ofMillis(4800), rate.until(10));
  }

  @Test
  void noRateMeansNoWait() {
    Rate rate = new Rate(null, () -> now);

    for (int number = 0; number < 100_000; number++) {
      assertTrue(rate.take());
    }
    assertEquals(Duration.ZERO, rate.until(Integer.MAX_VALUE));
  }

  @Test
  void dividesThePermitsByThoseWhoShareThem() {
    Rate rate = new Rate(30.0, () -> now);
    rate.share(3);

    assertEquals(1, takeAll(rate), "the burst");
    assertEquals(Duration.ofMillis(100), rate.until(1));
    now += 50_000_000;
    rate.share(1);
    assertEquals(Duration.ofNanos(16_666_667), rate.until(1));
    now += Duration.ofSeconds(1).toNanos();
    assertEquals(3, takeAll(rate), "the whole burst");
  }

  @Test
  void noRateIsSharedAsNoRate() {
    Rate rate = new Rate(null, () -> now);

    rate.share(3);

    assertTrue(rate.take());
    assertEquals(Duration.ZERO, rate.until(1));
  }

  private static int takeAll(Rate rate) {
    int taken = 0;
    while (rate.take()) {
      taken++;
    }
    return taken;
  }
}
