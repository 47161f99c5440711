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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Thousands of acquisitions at once while faults come at random: each has one answer, which is
 * right for its user, and nothing is left of them. {@code -Dchaos.acquisitions=20000
 * -Dchaos.seed=1} makes it longer, or another one; the seed is the faults', their order is that in
 * which the requests come.
 */
class ChaosTest {
  private static final int ACQUISITIONS = Integer.getInteger("chaos.acquisitions", 5_000);
  private static final long SEED = Long.getLong("chaos.seed", 20_261_124L);
  private static final int AT_ONCE = 500;
  private static final int BEFORE = 1_000;
  private static final long SETTLES_WITHIN_SECONDS = 90;
  // So little is not worth a leak's name: a single pending flow takes more than a KiB.
  private static final long OCTETS_EACH = 200;
  private static final long OCTETS_ASIDE = 2 * 1024 * 1024;

  /** What ends an acquisition that meets with a fault, and does not tell anything of the user. */
  private static final Set<String> OF_A_FAULT =
      Set.of("unavailable", "timeout", "rate_limited", "invalid_response", "flow_expired");

  // A class histogram stops the world, and with it the event loops.
  @RegisterExtension final Live live = Live.withPausesUpTo(Duration.ofSeconds(20));

  @Test
  void eachHasOneAnswerThatIsRightAndNothingIsLeft() throws Exception {
    ChaosFaults faults = new ChaosFaults(SEED, ACQUISITIONS);
    SandboxOptions options =
        // What the sandbox remembers is soon forgotten, since its heap is measured too.
        new SandboxOptions(users())
            .setFaults(faults)
            .setFlowLifetime(Duration.ofSeconds(15))
            .setAccessTokenLifetime(Duration.ofSeconds(15));
    live.deploy(
        live.sandbox(options, faults)
            .verticleConfiguration()
            .put("assertion.lifetimeSeconds", 15)
            .put("requestTimeoutMs", 3000));
    ChaosCallers before = new ChaosCallers(live, 0, BEFORE, AT_ONCE);
    await(before.run(), Duration.ofMinutes(5));
    Alive settled = settled(Long.MAX_VALUE, Long.MAX_VALUE);

    faults.begin();
    ChaosCallers callers = new ChaosCallers(live, BEFORE, BEFORE + ACQUISITIONS, AT_ONCE);
    await(callers.run(), Duration.ofMinutes(10));
    faults.end();

    Map<String, Integer> answers = callers.answers();
    String told = "seed " + SEED + ", faults " + faults.happened() + ", answers " + answers;
    assertEquals(Map.of(), callers.wrongAnswers(OF_A_FAULT), told);
    assertEquals(ACQUISITIONS, answers.values().stream().mapToInt(Integer::intValue).sum(), told);
    assertEquals(Map.of(), faults.submittedTwice(), told);
    assertTrue(
        faults.happened().values().stream().mapToInt(Integer::intValue).sum() > ACQUISITIONS / 20,
        told);
    assertTrue(answers.get("right") > ACQUISITIONS * 3 / 4, told);
    Alive after =
        settled(timers(settled), settled.octets() + ACQUISITIONS * OCTETS_EACH + OCTETS_ASIDE);
    assertEquals(callers.repliedTokens(), callers.publishedTokens(), told);
    assertEquals(callers.repliedFailures(), callers.publishedFailures(), told);
    System.out.println(told + ", octets " + settled.octets() + " and then " + after.octets());
  }

  /** What is left when all has settled: no request, no flow, and no more than so much besides. */
  private Alive settled(long timers, long octets) throws JMException {
    Map<String, Long> left = new TreeMap<>();
    for (int second = 0; second < SETTLES_WITHIN_SECONDS; second++) {
      Alive alive = Alive.now();
      left.clear();
      left.putAll(
          alive.of(
              name ->
                  name.matches(
                      "dev\\.tokenflow\\.pingone\\.(flow\\.(PendingFlow|OpenFlow|Acquisition)"
                          + "|flow\\.PendingFlows\\$Held"
                          + "|http\\.(Exchange|Attempt|Request|Response|Admission\\$Waiting))")));
      if (timers(alive) > timers) {
        left.put("timers above " + timers, timers(alive) - timers);
      }
      if (alive.octets() > octets) {
        left.put("octets above " + octets, alive.octets() - octets);
      }
      if (left.isEmpty()) {
        return alive;
      }
      live.vertx().timer(1000).await();
    }
    throw new AssertionError("left after all had ended: " + left);
  }

  private static long timers(Alive alive) {
    return alive.instances().getOrDefault("io.vertx.core.impl.VertxImpl$InternalTimerHandler", 0L);
  }

  private static Map<String, SandboxUser> users() {
    Map<String, SandboxUser> users = new HashMap<>();
    for (int number = 0; number < BEFORE + ACQUISITIONS; number++) {
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
