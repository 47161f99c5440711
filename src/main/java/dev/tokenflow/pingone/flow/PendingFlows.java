package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.RandomValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The flows that wait for their next step, each behind a random handle that is valid for one step.
 * A flow is dropped when it expires at PingOne.
 */
public final class PendingFlows {
  private static final int HANDLE_OCTETS = 16;

  private final Vertx vertx;
  private final @Nullable String continueAt;
  private final int max;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new HashMap<>();
  private int stepsRunning;
  private boolean closed;

  private record Held(OpenFlow flow, Instant expiresAt, long timer) {}

  /**
   * @param continueAt the address that continues a flow, or null without one
   * @param max the maximum number of flows, including those whose next step is running
   */
  public PendingFlows(Vertx vertx, @Nullable String continueAt, int max) {
    this.vertx = vertx;
    this.continueAt = continueAt;
    this.max = max;
  }

  /**
   * Holds a flow until its next step.
   *
   * @throws StepException {@code overloaded} if too many flows wait, {@code unavailable} if closed
   */
  public ActionRequired hold(OpenFlow flow) {
    if (closed) {
      throw StepException.closed(Step.REQUEST);
    }
    ActionRequired required = offer(flow);
    if (required == null) {
      throw StepException.of(
          ErrorCode.OVERLOADED,
          Step.REQUEST,
          "the flow requires another step, but "
              + max
              + " flows are waiting already (maxPendingFlows)");
    }
    return required;
  }

  /** Holds a flow until its next step, or returns null if there is no place for it. */
  public @Nullable ActionRequired offer(OpenFlow flow) {
    if (closed || held.size() + stepsRunning >= max) {
      return null;
    }
    String handle = RandomValue.base64Url(random, HANDLE_OCTETS);
    Instant expiresAt = flow.expiresAt();
    ActionRequired required =
        new ActionRequired(
            flow.status(),
            flow.actions(),
            handle,
            continueAt,
            expiresAt,
            flow.stepDetails(),
            flow.correlationId());
    long millis = Duration.between(Instant.now(), expiresAt).toMillis();
    long timer = vertx.setTimer(Math.max(1, millis), expired -> held.remove(handle));
    held.put(handle, new Held(flow.slim(), expiresAt, timer));
    return required;
  }

  /**
   * The flow behind a handle, which stays valid.
   *
   * @throws StepException {@code flow_expired} if the handle was used, is unknown or has expired
   */
  public OpenFlow peek(String handle) {
    return known(held.get(handle)).flow();
  }

  /**
   * Takes a flow for its next step, which uses up its handle.
   *
   * @param step runs the step; until it ends the flow keeps its place, so newer flows cannot
   *     displace one that is being worked on
   * @throws StepException {@code flow_expired} if the handle was used, is unknown or has expired
   */
  public <T> Future<T> take(String handle, Function<OpenFlow, Future<T>> step) {
    Held taken = known(held.remove(handle));
    vertx.cancelTimer(taken.timer());
    stepsRunning++;
    return step.apply(taken.flow()).onComplete(ended -> stepsRunning--);
  }

  /**
   * Drops all flows.
   *
   * @return when the last of them expires at PingOne; null if there were none
   */
  public @Nullable Instant close() {
    closed = true;
    Instant last = held.values().stream().map(Held::expiresAt).max(Instant::compareTo).orElse(null);
    held.values().forEach(each -> vertx.cancelTimer(each.timer()));
    held.clear();
    return last;
  }

  private static Held known(@Nullable Held found) {
    if (found == null) {
      throw StepException.of(
          ErrorCode.FLOW_EXPIRED,
          Step.ACTION,
          "the flow is unknown here: it expired or ended, or its handle was used already");
    }
    return found;
  }
}
