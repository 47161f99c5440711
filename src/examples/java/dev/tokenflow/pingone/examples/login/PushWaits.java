package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Waits for people who confirm on their phones, once for each flow. A handle is good for one step,
 * so a page that is reloaded must join the wait of the page before.
 */
final class PushWaits {
  /** How long a result waits for a browser that went away, beyond any wait of the client. */
  private static final long KEPT_MS = 120_000;

  private final Vertx vertx;
  private final PingOneTokens pingOne;
  private final Map<String, Future<Outcome>> byHandle = new ConcurrentHashMap<>();

  PushWaits(Vertx vertx, PingOneTokens pingOne) {
    this.vertx = vertx;
    this.pingOne = pingOne;
  }

  /** The result of the wait for this step, which begins unless it has begun. */
  Future<Outcome> await(ActionRequired step) {
    return byHandle.computeIfAbsent(
        step.flow(),
        handle -> {
          vertx.setTimer(KEPT_MS, late -> byHandle.remove(handle));
          return pingOne.continueFlow(step.again());
        });
  }

  /** Takes the wait for this step out, if there is one: its handle is of no use then. */
  @Nullable Future<Outcome> take(ActionRequired step) {
    return byHandle.remove(step.flow());
  }
}
