package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.ActionRequired;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.oauth.Unguessable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

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
   * The outcome for a caller: a flow that waits is held for its next step.
   *
   * @return fails with what PingOne refused, and with {@code overloaded} where too many flows wait
   */
  public Future<Outcome> settle(Advance advance) {
    if (advance instanceof Advance.Issued issued) {
      return Future.succeededFuture(issued.tokens());
    }
    if (advance instanceof Advance.Refused refused) {
      Failure failure = refused.failure();
      return Future.failedFuture(
          new PingOneException(hasPlace() ? failure.withNext(hold(refused.flow())) : failure));
    }
    if (hasPlace()) {
      return Future.succeededFuture(hold((PendingFlow) advance));
    }
    return Future.failedFuture(
        closed
            ? PingOneException.of(
                ErrorCode.UNAVAILABLE, Step.REQUEST, "this client was closed meanwhile")
            : PingOneException.of(
                ErrorCode.OVERLOADED,
                Step.REQUEST,
                "the flow needs another step, and "
                    + max
                    + " wait for theirs already (maxPendingFlows)"));
  }

  /**
   * The flow behind a handle, which stays good.
   *
   * @throws PingOneException {@code flow_expired} for one that is used, unknown or expired
   */
  public PendingFlow peek(String handle) {
    return find(held.get(handle)).flow();
  }

  /**
   * Carries a flow on; its handle is used up by that.
   *
   * @param step gets the flow and does what is next
   * @return as {@link #settle} and the step end
   * @throws PingOneException {@code flow_expired} for a handle that is used, unknown or expired
   */
  public Future<Outcome> carryOn(String handle, Function<PendingFlow, Future<Advance>> step) {
    Held taken = find(held.remove(handle));
    vertx.cancelTimer(taken.timer());
    // It keeps its place meanwhile: a flow once begun is not lost to newer ones.
    underWay++;
    return step.apply(taken.flow()).onComplete(ended -> underWay--).compose(this::settle);
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
      throw PingOneException.of(
          ErrorCode.FLOW_EXPIRED,
          Step.ACTION,
          "the flow is not known here: it expired or ended, or this handle of it was used already");
    }
    return found;
  }

  private boolean hasPlace() {
    return !closed && held.size() + underWay < max;
  }

  private ActionRequired hold(PendingFlow flow) {
    String handle = Unguessable.string(random, HANDLE_OCTETS);
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
