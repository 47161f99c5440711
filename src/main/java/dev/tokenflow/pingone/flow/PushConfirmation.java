package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Waits for users who confirm on a device: looks at a flow now and then, since PingOne tells it no
 * other way.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class PushConfirmation {
  private static final long BETWEEN_LOOKS_MS = 2_000;

  private final Vertx vertx;
  private final Map<Long, Promise<Void>> pauses = new HashMap<>();
  private boolean closed;

  public PushConfirmation(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Looks at a flow, and again until it waits for the user no longer.
   *
   * @param look looks once
   * @param until when to give up: the flow is then returned as it stands
   * @return as looking ends; fails with {@code unavailable} where this is closed meanwhile
   */
  public Future<FlowResult> await(
      PendingFlow flow, Deadline until, Function<PendingFlow, Future<FlowResult>> look) {
    return look.apply(flow)
        .compose(
            advance ->
                advance instanceof PendingFlow pending
                        && pending.waitsForPush()
                        && until.remainingMillis() > BETWEEN_LOOKS_MS
                    ? pause().compose(due -> await(pending, until, look))
                    : Future.succeededFuture(advance));
  }

  /** Ends every wait. */
  public void close() {
    closed = true;
    Map<Long, Promise<Void>> left = Map.copyOf(pauses);
    pauses.clear();
    left.forEach(
        (timer, pause) -> {
          vertx.cancelTimer(timer);
          pause.fail(failedByClose());
        });
  }

  private Future<Void> pause() {
    if (closed) {
      return Future.failedFuture(failedByClose());
    }
    Promise<Void> pause = Promise.promise();
    long timer =
        vertx.setTimer(
            BETWEEN_LOOKS_MS,
            id -> {
              pauses.remove(id);
              pause.complete();
            });
    pauses.put(timer, pause);
    return pause.future();
  }

  private static StepException failedByClose() {
    return StepException.of(ErrorCode.UNAVAILABLE, Step.ACTION, "this client was closed meanwhile");
  }
}
