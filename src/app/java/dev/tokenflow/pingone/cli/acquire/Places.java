package dev.tokenflow.pingone.cli.acquire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The places of sign-ons: a limited number is under way, and a limited number begins per second.
 *
 * <p>While PingOne refuses or does not answer, a client fails at once, and a loop that went on
 * would fail a million users in a minute. So the places become fewer when many of the sign-ons that
 * end say so, down to one, and beginning pauses as long as PingOne asks, or longer each time while
 * nobody gets through. They become more again as sign-ons succeed.
 */
final class Places {
  private static final double BURST_SECONDS = 0.1;
  // A sum of times must not overflow.
  private static final double LONGEST_WAIT = Duration.ofDays(365).toNanos();
  private static final Duration MAX_ASKED_PAUSE = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  private final int most;
  private final long nanosBetween;
  private final Stop stop;
  private final LongSupplier nanoTime;
  private int places;
  private int taken;
  private long nextBegin;
  private long pausedUntil;
  private Duration pause = FIRST_PAUSE;
  // Of the results since the number of places was last looked at.
  private int results;
  private int congested;

  /**
   * @param most the maximum number of places
   * @param perSecond how many may be taken per second, or null for any number
   */
  Places(int most, @Nullable Double perSecond, Stop stop, LongSupplier nanoTime) {
    this.most = most;
    this.places = most;
    this.nanosBetween = perSecond == null ? 0 : (long) Math.min(1e9 / perSecond, LONGEST_WAIT);
    this.stop = stop;
    this.nanoTime = nanoTime;
    this.nextBegin = nanoTime.getAsLong();
    this.pausedUntil = nextBegin;
    stop.whenAsked(this::wake);
  }

  /** Waits for a place and takes it; returns false if the run is to stop. */
  synchronized boolean take() throws InterruptedException {
    while (!stop.isAsked()) {
      long wait = untilFree();
      if (wait <= 0) {
        taken++;
        long earliest = nanoTime.getAsLong() - (long) (BURST_SECONDS * 1e9);
        nextBegin = Math.max(nextBegin, earliest) + nanosBetween;
        return true;
      }
      TimeUnit.NANOSECONDS.timedWait(this, wait);
    }
    return false;
  }

  /** Nanoseconds until a place can be taken; the largest number if one must become free first. */
  private long untilFree() {
    return taken >= places
        ? Long.MAX_VALUE
        : Math.max(nextBegin, pausedUntil) - nanoTime.getAsLong();
  }

  /** Whether a place can be taken now. */
  synchronized boolean isFree() {
    return untilFree() <= 0;
  }

  /** Gives a place back after this result. */
  synchronized void free(Result result) {
    taken--;
    results++;
    if (result instanceof Result.Failed failed && failed.isCongestion()) {
      congested++;
      Duration asked = failed.failure().retryAfter();
      if (asked != null) {
        pause(asked.compareTo(MAX_ASKED_PAUSE) < 0 ? asked : MAX_ASKED_PAUSE);
      }
    }
    if (results >= places) {
      adapt();
    }
    notifyAll();
  }

  /** After about a round trip of all places: fewer if a tenth of them met congestion. */
  private void adapt() {
    if (congested * 10 <= results) {
      places = Math.min(most, places + Math.max(1, places / 4));
    } else {
      places = Math.max(1, places / 2);
    }
    if (congested == results) {
      pause(pause);
      pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
    } else {
      pause = FIRST_PAUSE;
    }
    results = 0;
    congested = 0;
  }

  private void pause(Duration length) {
    pausedUntil = Math.max(pausedUntil, nanoTime.getAsLong() + length.toNanos());
  }

  /** How long no sign-on begins because of congestion; zero if sign-ons may begin. */
  synchronized Duration paused() {
    return Duration.ofNanos(Math.max(0, pausedUntil - nanoTime.getAsLong()));
  }

  /** How many are taken. */
  synchronized int taken() {
    return taken;
  }

  /**
   * Waits until all places are free.
   *
   * @return whether they were within this time
   */
  synchronized boolean awaitFree(Duration timeout) throws InterruptedException {
    long end = nanoTime.getAsLong() + timeout.toNanos();
    while (taken > 0 && end - nanoTime.getAsLong() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, end - nanoTime.getAsLong());
    }
    return taken == 0;
  }

  private synchronized void wake() {
    notifyAll();
  }
}
