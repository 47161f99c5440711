package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Faults at random, a few in a hundred requests; some few of them hold all back or rotate the keys.
 * It also counts how often each flow was asked to check a password, those times aside that the
 * server refused.
 */
final class ChaosFaults implements FaultPlan, Misbehaviour {
  private static final double SHARE = 0.03;
  private static final int HOLD_BACKS = 6;
  // More in a minute would be more than the client fetches the key set.
  private static final int ROTATIONS = 2;
  private static final Set<SandboxFault> REFUSALS =
      EnumSet.of(
          SandboxFault.STATUS_429,
          SandboxFault.STATUS_429_BARE,
          SandboxFault.STATUS_503_RETRY_AFTER);

  private final Random random;
  private final int acquisitions;
  private final List<SandboxFault> kinds = new ArrayList<>(List.of(SandboxFault.values()));
  private final List<SandboxFault> kindsForKeySets;
  private final Map<SandboxFault, Integer> happened = new EnumMap<>(SandboxFault.class);
  private Map<String, Integer> submitted = new ConcurrentHashMap<>();
  private boolean raging;
  private int tokenRequests;
  private String flow;

  ChaosFaults(long seed, int acquisitions) {
    this.random = new Random(seed);
    this.acquisitions = acquisitions;
    kinds.removeAll(
        EnumSet.of(
            SandboxFault.STATUS_429,
            SandboxFault.STATUS_503_RETRY_AFTER,
            SandboxFault.KEYS_ROTATED));
    // A key set that comes and is none fails whoever waits for it, and is not fetched at once
    // again.
    kindsForKeySets =
        List.of(SandboxFault.STATUS_500, SandboxFault.ANSWER_LOST, SandboxFault.STATUS_429_BARE);
  }

  synchronized void begin() {
    raging = true;
  }

  synchronized void end() {
    raging = false;
  }

  @Override
  public synchronized boolean takesOver(HttpServerRequest request) {
    flow = request.path();
    return false;
  }

  @Override
  public synchronized SandboxFault faultFor(SandboxStep step, int number) {
    SandboxFault fault = raging ? anyFor(step) : null;
    if (fault != null) {
      happened.merge(fault, 1, Integer::sum);
    }
    if (raging && step == SandboxStep.CREDENTIALS && !REFUSALS.contains(fault)) {
      submitted.merge(flow, 1, Integer::sum);
    }
    return fault;
  }

  private SandboxFault anyFor(SandboxStep step) {
    if (step == SandboxStep.TOKEN) {
      tokenRequests++;
      if (tokenRequests % (acquisitions / (2 * ROTATIONS)) == 0
          && happened.getOrDefault(SandboxFault.KEYS_ROTATED, 0) < ROTATIONS) {
        return SandboxFault.KEYS_ROTATED;
      }
      if (tokenRequests % (acquisitions / (2 * HOLD_BACKS)) == 0) {
        return random.nextBoolean() ? SandboxFault.STATUS_429 : SandboxFault.STATUS_503_RETRY_AFTER;
      }
    }
    if (random.nextDouble() >= SHARE) {
      return null;
    }
    List<SandboxFault> some = step == SandboxStep.JWKS ? kindsForKeySets : kinds;
    return some.get(random.nextInt(some.size()));
  }

  synchronized Map<SandboxFault, Integer> happened() {
    return new EnumMap<>(happened);
  }

  /** The flows that were asked to check a password more than once; all are forgotten then. */
  synchronized Map<String, Integer> submittedTwice() {
    Map<String, Integer> twice =
        submitted.entrySet().stream()
            .filter(each -> each.getValue() > 1)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    submitted = new ConcurrentHashMap<>();
    return twice;
  }
}
