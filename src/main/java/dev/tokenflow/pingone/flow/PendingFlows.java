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
 * The flows that wait for their next step, each behind a handle that nobody can guess and that is
 * good for one step. A flow is forgotten when PingOne forgets it.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class PendingFlows {
  private static final int HANDLE_OCTETS = 16;

  private final Vertx vertx;
  private final String continueAt;
  private final int max;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Held> held = new HashMap<>();
  private int underWay;
  private boolean closed;

  private record Held(PendingFlow flow, long timer) {}

  /**
   * @param continueAt where a flow is carried on, or null
   * @param max how many flows there may be, those whose next step is under way included
   */
  public PendingFlows(Vertx vertx, String continueAt, int max) {
    this.vertx = vertx;
    this.continueAt = continueAt;
    this.max = max;
  }

  /**
   * Holds a flow until its next step.
   *
   * @throws StepException {@code overloaded} if too many flows wait, {@code unavailable} if closed
   */
  public ActionRequired hold(PendingFlow flow) {
    if (closed) {
      throw StepException.of(ErrorCode.UNAVAILABLE, Step.REQUEST, "the client was closed");
    }
    if (!hasPlace()) {
      throw StepException.of(
          ErrorCode.OVERLOADED,
          Step.REQUEST,
          "the flow requires another step, and "
              + max
              + " flows wait for theirs already (maxPendingFlows)");
    }
    return held(flow);
  }

  /** Holds a flow until its next step if there is a place for it; else null. */
  public @Nullable ActionRequired offer(PendingFlow flow) {
    return hasPlace() ? held(flow) : null;
  }

  /**
   * The flow behind a handle, which stays good.
   *
   * @throws StepException {@code flow_expired} for one that is used, unknown or expired
   */
  public PendingFlow peek(String handle) {
    return find(held.get(handle)).flow();
  }

  /**
   * Takes a flow for its next step; its handle is used up.
   *
   * @param step runs the step, during which the flow keeps its place: newer flows do not displace
   *     one that has begun
   * @throws StepException {@code flow_expired} if the handle was used, is unknown or has expired
   */
  public <T> Future<T> take(String handle, Function<PendingFlow, Future<T>> step) {
    Held taken = find(held.remove(handle));
    vertx.cancelTimer(taken.timer());
    underWay++;
    return step.apply(taken.flow()).onComplete(ended -> underWay--);
  }

  /**
   * Forgets all flows.
   *
   * @return when PingOne will have forgotten them too; null where there were none
   */
  public Instant close() {
    closed = true;
    Instant last =
        held.values().stream()
            .map(each -> each.flow().expiresAt())
            .max(Instant::compareTo)
            .orElse(null);
    held.values().forEach(each -> vertx.cancelTimer(each.timer()));
    held.clear();
    return last;
  }

  private static Held find(Held found) {
    if (found == null) {
      throw StepException.of(
          ErrorCode.FLOW_EXPIRED,
          Step.ACTION,
          "the flow is not known here: it expired or ended, or this handle of it was used already");
    }
    return found;
  }

  private boolean hasPlace() {
    return !closed && held.size() + underWay < max;
  }

  private ActionRequired held(PendingFlow flow) {
    String handle = RandomValue.base64Url(random, HANDLE_OCTETS);
    long millis = Duration.between(Instant.now(), flow.expiresAt()).toMillis();
    long timer = vertx.setTimer(Math.max(1, millis), expired -> held.remove(handle));
    held.put(handle, new Held(flow.slim(), timer));
    return new ActionRequired(
        flow.status(),
        flow.actions(),
        handle,
        continueAt,
        flow.expiresAt(),
        flow.stepDetails(),
        flow.correlationId());
  }
}
