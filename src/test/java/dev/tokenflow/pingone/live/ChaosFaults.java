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
 * Injects random faults into a few percent of the requests; a few of them pause all requests or
 * rotate the keys. Also counts how often each flow received a password, apart from requests that
 * were certainly not processed.
 */
final class ChaosFaults implements FaultPlan, Misbehaviour {
  private static final double PROBABILITY = 0.03;
  private static final int PAUSES = 6;
  // The client limits how often it fetches the key set, so more would fail sign-ons.
  private static final int ROTATIONS = 2;
  private static final Set<SandboxFault> UNPROCESSED =
      EnumSet.of(
          SandboxFault.STATUS_429,
          SandboxFault.STATUS_429_BARE,
          SandboxFault.STATUS_503_RETRY_AFTER);

  private final Random random;
  private final int acquisitions;
  private final List<SandboxFault> kinds = new ArrayList<>(List.of(SandboxFault.values()));
  private final List<SandboxFault> keySetKinds;
  private final Map<SandboxFault, Integer> happened = new EnumMap<>(SandboxFault.class);
  private Map<String, Integer> submitted = new ConcurrentHashMap<>();
  private boolean active;
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
    // An invalid key set would fail every sign-on that waits for it, since it is not refetched
    // immediately.
    keySetKinds =
        List.of(SandboxFault.STATUS_500, SandboxFault.ANSWER_LOST, SandboxFault.STATUS_429_BARE);
  }

  synchronized void begin() {
    active = true;
  }

  synchronized void end() {
    active = false;
  }

  @Override
  public synchronized boolean takesOver(HttpServerRequest request) {
    flow = request.path();
    return false;
  }

  @Override
  public synchronized SandboxFault faultFor(SandboxStep step, int number) {
    SandboxFault fault = active ? randomFault(step) : null;
    if (fault != null) {
      happened.merge(fault, 1, Integer::sum);
    }
    if (active && step == SandboxStep.CREDENTIALS && !UNPROCESSED.contains(fault)) {
      submitted.merge(flow, 1, Integer::sum);
    }
    return fault;
  }

  private SandboxFault randomFault(SandboxStep step) {
    if (step == SandboxStep.TOKEN) {
      tokenRequests++;
      if (tokenRequests % (acquisitions / (2 * ROTATIONS)) == 0
          && happened.getOrDefault(SandboxFault.KEYS_ROTATED, 0) < ROTATIONS) {
        return SandboxFault.KEYS_ROTATED;
      }
      if (tokenRequests % (acquisitions / (2 * PAUSES)) == 0) {
        return random.nextBoolean() ? SandboxFault.STATUS_429 : SandboxFault.STATUS_503_RETRY_AFTER;
      }
    }
    if (random.nextDouble() >= PROBABILITY) {
      return null;
    }
    List<SandboxFault> candidates = step == SandboxStep.JWKS ? keySetKinds : kinds;
    return candidates.get(random.nextInt(candidates.size()));
  }

  synchronized Map<SandboxFault, Integer> happened() {
    return new EnumMap<>(happened);
  }

  /** Returns the flows that received a password more than once, and resets the counts. */
  synchronized Map<String, Integer> submittedTwice() {
    Map<String, Integer> twice =
        submitted.entrySet().stream()
            .filter(each -> each.getValue() > 1)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    submitted = new ConcurrentHashMap<>();
    return twice;
  }
}
