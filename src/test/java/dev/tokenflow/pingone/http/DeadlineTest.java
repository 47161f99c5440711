package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void deadlineComesAfterItsDuration() {
    long before = System.nanoTime();
    Deadline deadline = Deadline.in(Duration.ofMinutes(5));
    long after = System.nanoTime();

    long nanos = Duration.ofMinutes(5).toNanos();
    assertTrue(deadline.nanoTime() - before >= nanos);
    assertTrue(deadline.nanoTime() - after <= nanos);
  }

  @Test
  void deadlineAheadHasNotPassed() {
    Deadline deadline = Deadline.in(Duration.ofMinutes(5));

    assertFalse(deadline.hasPassed());
    long millis = deadline.remainingMillis();
    assertTrue(millis > 200_000 && millis <= 300_000, millis + " ms");
  }

  @Test
  void timerForTheRemainingMillisecondsNeverFiresEarly() {
    Deadline deadline = Deadline.in(Duration.ofMinutes(5));

    long from = System.nanoTime();
    long millis = deadline.remainingMillis();
    long to = System.nanoTime();

    assertTrue(millis * 1_000_000 >= deadline.nanoTime() - to);
    assertTrue(millis * 1_000_000 - (deadline.nanoTime() - from) < 1_000_000);
  }

  @Test
  void momentJustReachedHasPassed() {
    Deadline deadline = Deadline.in(Duration.ZERO);

    assertTrue(deadline.hasPassed());
    assertEquals(0, deadline.remainingMillis());
  }

  @Test
  void momentLongGoneHasPassed() {
    Deadline deadline = Deadline.in(Duration.ofDays(-1));

    assertTrue(deadline.hasPassed());
    assertEquals(0, deadline.remainingMillis());
  }
}
