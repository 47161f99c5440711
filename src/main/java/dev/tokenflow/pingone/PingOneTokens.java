package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Gets PingOne tokens.
 *
 * <p>Every Future fails with {@code PingOneException} and with nothing else. The methods may be
 * called from any thread and never block; a Future completes on the caller's Vert.x context, or,
 * for a caller without one, on an event loop.
 */
public interface PingOneTokens {

  /**
   * Signs a user on.
   *
   * @return the tokens, or the step that PingOne asks for besides the password
   */
  Future<Outcome> signOn(SignOn signOn);

  /**
   * Carries a flow on that asked for a next step: with an action, or by looking at it again, which
   * at {@code PUSH_CONFIRMATION_REQUIRED} waits for the user up to three quarters of {@code
   * acquisitionTimeoutMs}.
   *
   * <p>A failure that has a {@code next()} leaves the flow alive: the same step can be tried again
   * with the handle in it. A handle that is used, unknown or expired fails with {@code
   * flow_expired}.
   *
   * @param continuation made from the outcome, or from the failure's {@code next()}: {@code
   *     required.with(FlowAction.checkOneTimePasscode("123456"))} or {@code required.again()}
   * @return the tokens, or the step that PingOne asks for next
   */
  Future<Outcome> carryOn(Continuation continuation);

  /** Ends what is in flight here, each with {@code unavailable}. */
  Future<Void> close();

  /**
   * Asks a {@link PingOneVerticle} of this process or of the cluster.
   *
   * @param address the verticle's {@code address}, {@code pingone} unless configured otherwise
   * @param timeout how long to wait for a reply: more than the verticle's {@code
   *     acquisitionTimeoutMs}, so that the verticle's own answer comes first
   */
  static PingOneTokens overEventBus(Vertx vertx, String address, Duration timeout) {
    return new EventBusTokens(vertx, address, timeout);
  }

  /** Asks a {@link PingOneVerticle} that has the default address and the default time-outs. */
  static PingOneTokens overEventBus(Vertx vertx) {
    return overEventBus(vertx, "pingone", Duration.ofSeconds(35));
  }

  /** Gets them here, without an event bus; nothing is published. */
  static PingOneTokens direct(Vertx vertx, PingOneOptions options) {
    return new DirectTokens(vertx, options);
  }
}
