package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of a server with a token bucket, in simulated time. */
class PaceTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final int CALLERS = 200;

  private final AtomicLong now = new AtomicLong();
  private final Random random = new Random(7);

  @Test
  void isUnlimitedUntilARefusal() {
    Pace pace = new Pace(now::get);

    for (int request = 0; request < 100_000; request++) {
      assertTrue(pace.take());
    }
    assertEquals(Double.POSITIVE_INFINITY, pace.perSecond());
  }

  /** Although no request asks for a permit in between. */
  @Test
  void isUnlimitedAgainFiveMinutesAfterTheLastRefusal() {
    Pace pace = new Pace(now::get);
    pace.refused();

    now.addAndGet(300 * SECOND);
    assertFalse(pace.isUnlimited());
    now.addAndGet(1);
    assertTrue(pace.isUnlimited());
  }

  @Test
  void isUnlimitedAgainAfterALongTimeWithoutRefusals() {
    Pace pace = new Pace(now::get);
    pace.refused();

    now.addAndGet(301 * SECOND);
    pace.take();

    assertEquals(Double.POSITIVE_INFINITY, pace.perSecond());
  }

  @ParameterizedTest(name = "{0}/s, {1} ms, {2} clients")
  @CsvSource({
    "50, 5, 1",
    "50, 100, 1",
    "200, 5, 1",
    "200, 40, 1",
    "200, 100, 1",
    "1000, 5, 1",
    "1000, 100, 1",
    "200, 40, 2",
    "200, 40, 4",
    "1000, 40, 4"
  })
  void usesTheWholeLimitAndWastesLittle(double limit, int latencyMs, int clients) {
    Run run = new Run(limit, limit, latencyMs, clients);

    run.toTheEnd();

    assertTrue(run.accepted() >= 0.95 * 60 * limit, () -> "accepted " + run.accepted());
    assertTrue(
        run.refused <= 0.03 * (run.refused + run.accepted()), () -> "refused " + run.refused);
    assertTrue(run.smallestShare() >= 0.5, () -> "shares " + Arrays.toString(run.acceptedBy));
  }

  @ParameterizedTest
  @CsvSource({"200, 100", "200, 400", "50, 25", "50, 100", "1000, 2000"})
  void followsALimitThatChanges(double before, double after) {
    Run run = new Run(before, after, 40, 1);

    run.toTheEnd();

    double available = 25 * before + 35 * after;
    assertTrue(run.accepted() >= 0.93 * available, () -> "accepted " + run.accepted());
    assertTrue(
        run.refused <= 0.03 * (run.refused + run.accepted()), () -> "refused " + run.refused);
  }

  /** 65 seconds of callers who ask again at once, of which the first 5 are not counted. */
  private final class Run {
    private final double before;
    private final double after;
    private final long latency;
    private final List<Pace> paces = new ArrayList<>();
    private final List<Deque<Integer>> queues = new ArrayList<>();
    private final boolean[] waits = new boolean[CALLERS];
    private final boolean[] granted = new boolean[CALLERS];
    private final long[] until = new long[CALLERS];
    private final long[] acceptedBy;
    private double bucket;
    private long refused;

    Run(double before, double after, int latencyMs, int clients) {
      this.before = before;
      this.after = after;
      this.latency = latencyMs * MILLI;
      this.bucket = before;
      this.acceptedBy = new long[clients];
      for (int client = 0; client < clients; client++) {
        paces.add(new Pace(now::get));
        queues.add(new ArrayDeque<>());
      }
      Arrays.fill(until, Long.MAX_VALUE);
      for (int caller = 0; caller < CALLERS; caller++) {
        queues.get(caller % clients).add(caller);
      }
    }

    void toTheEnd() {
      List<Integer> order = new ArrayList<>(IntStream.range(0, paces.size()).boxed().toList());
      for (; now.get() < 65 * SECOND; now.addAndGet(MILLI)) {
        double limit = now.get() < 30 * SECOND ? before : after;
        bucket = Math.min(limit, bucket + limit / 1000);
        answer();
        Collections.shuffle(order, random);
        order.forEach(this::send);
      }
    }

    private void answer() {
      for (int caller = 0; caller < CALLERS; caller++) {
        if (until[caller] > now.get()) {
          continue;
        }
        int client = caller % paces.size();
        if (waits[caller]) {
          waits[caller] = false;
          until[caller] = Long.MAX_VALUE;
          queues.get(client).addFirst(caller);
        } else if (granted[caller]) {
          paces.get(client).accepted();
          until[caller] = Long.MAX_VALUE;
          queues.get(client).addLast(caller);
        } else {
          paces.get(client).refused();
          waits[caller] = true;
          until[caller] = now.get() + SECOND; // Retry-After: 1
        }
      }
    }

    private void send(int client) {
      Deque<Integer> queue = queues.get(client);
      while (!queue.isEmpty() && paces.get(client).take()) {
        int caller = queue.remove();
        granted[caller] = bucket >= 1;
        bucket -= granted[caller] ? 1 : 0;
        until[caller] = now.get() + latency;
        if (now.get() >= 5 * SECOND) {
          acceptedBy[client] += granted[caller] ? 1 : 0;
          refused += granted[caller] ? 0 : 1;
        }
      }
    }

    long accepted() {
      return Arrays.stream(acceptedBy).sum();
    }

    /** The smallest client's part of the largest one's. */
    double smallestShare() {
      return (double) Arrays.stream(acceptedBy).min().orElseThrow()
          / Arrays.stream(acceptedBy).max().orElseThrow();
    }
  }
}
