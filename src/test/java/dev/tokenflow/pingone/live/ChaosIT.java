package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Runs thousands of concurrent sign-ons under random faults: each gets exactly one answer, correct
 * for its user, and nothing of them leaks. {@code -Dchaos.acquisitions=20000 -Dchaos.seed=1} makes
 * the run longer or different. The seed determines the sequence of faults, but which request meets
 * which fault depends on the order of arrival.
 */
@Tag("endurance")
class ChaosIT {
  private static final int ACQUISITIONS = Integer.getInteger("chaos.acquisitions", 3_000);
  private static final long SEED = Long.getLong("chaos.seed", 20_261_124L);
  private static final int CONCURRENT = 500;
  private static final int WARM_UP = 1_000;
  private static final long SETTLE_SECONDS = 90;
  // Smaller growth is not a leak: a single pending flow takes more than a KiB.
  private static final long BYTES_PER_ACQUISITION = 200;
  private static final long BYTES_OF_TOLERANCE = 2 * 1024 * 1024;

  /** The errors that an injected fault can cause. */
  private static final Set<String> FAULT_ERRORS =
      Set.of("unavailable", "timeout", "rate_limited", "invalid_response", "flow_expired");

  // A class histogram stops the world, including the event loops.
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(20));

  @Test
  void everyCallerGetsTheCorrectAnswerAndNothingLeaks() throws Exception {
    ChaosFaults faults = new ChaosFaults(SEED, ACQUISITIONS);
    SandboxOptions options =
        // Short lifetimes, because the sandbox shares the measured heap.
        new SandboxOptions(users())
            .setFaults(faults)
            .setFlowLifetime(Duration.ofSeconds(15))
            .setAccessTokenLifetime(Duration.ofSeconds(15));
    live.deploy(
        live.sandbox(options, faults)
            .verticleConfiguration()
            .put("assertion.lifetimeSeconds", 15)
            .put("requestTimeoutMs", 3000));
    ChaosCallers warmUp = new ChaosCallers(live, 0, WARM_UP, CONCURRENT);
    await(warmUp.run(), Duration.ofMinutes(5));
    HeapHistogram settled = settle(Long.MAX_VALUE, Long.MAX_VALUE);

    faults.begin();
    ChaosCallers callers = new ChaosCallers(live, WARM_UP, WARM_UP + ACQUISITIONS, CONCURRENT);
    await(callers.run(), Duration.ofMinutes(10));
    faults.end();

    Map<String, Integer> answers = callers.answers();
    String summary = "seed " + SEED + ", faults " + faults.happened() + ", answers " + answers;
    assertEquals(Map.of(), callers.wrongAnswers(FAULT_ERRORS), summary);
    assertEquals(
        ACQUISITIONS, answers.values().stream().mapToInt(Integer::intValue).sum(), summary);
    assertEquals(Map.of(), faults.submittedTwice(), summary);
    assertTrue(
        faults.happened().values().stream().mapToInt(Integer::intValue).sum() > ACQUISITIONS / 20,
        summary);
    assertTrue(answers.get("right") > ACQUISITIONS * 3 / 4, summary);
    HeapHistogram after =
        settle(
            timers(settled),
            settled.bytes() + ACQUISITIONS * BYTES_PER_ACQUISITION + BYTES_OF_TOLERANCE);
    assertEquals(callers.repliedTokens(), callers.publishedTokens(), summary);
    assertEquals(callers.repliedFailures(), callers.publishedFailures(), summary);
    System.out.println(summary + ", bytes " + settled.bytes() + " and then " + after.bytes());
  }

  /** Waits until no request or flow is left and timers and heap are within the given limits. */
  private HeapHistogram settle(long timers, long bytes) throws JMException {
    Map<String, Long> left = new TreeMap<>();
    for (int second = 0; second < SETTLE_SECONDS; second++) {
      HeapHistogram histogram = HeapHistogram.now();
      left.clear();
      left.putAll(histogram.ofSignOns());
      if (timers(histogram) > timers) {
        left.put("timers above " + timers, timers(histogram) - timers);
      }
      if (histogram.bytes() > bytes) {
        left.put("bytes above " + bytes, histogram.bytes() - bytes);
      }
      if (left.isEmpty()) {
        return histogram;
      }
      live.vertx().timer(1000).await();
    }
    throw new AssertionError("left behind: " + left);
  }

  private static long timers(HeapHistogram histogram) {
    return histogram
        .instances()
        .getOrDefault("io.vertx.core.impl.VertxImpl$InternalTimerHandler", 0L);
  }

  private static Map<String, SandboxUser> users() {
    Map<String, SandboxUser> users = new HashMap<>();
    for (int number = 0; number < WARM_UP + ACQUISITIONS; number++) {
      String name = "user-" + number;
      users.put(
          name,
          new SandboxUser(
              name,
              "wonderland-" + number,
              ChaosCallers.hasPasscode(number) ? Policy.ONE_TIME_PASSCODE : Policy.PASSWORD));
    }
    return users;
  }
}
