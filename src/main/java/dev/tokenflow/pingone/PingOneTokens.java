package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.AccountRequest;
import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.IssuedToken;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.acquisition.UserInfoRequest;
import dev.tokenflow.pingone.config.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
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

  /**
   * Turns a refresh token into new tokens. Their refresh token takes the place of the old one,
   * which may be used up even where this fails with {@code timeout} or {@code unavailable}.
   */
  Future<Tokens> refresh(Refresh refresh);

  /** Gets tokens of the application itself, without a user. */
  Future<Tokens> clientCredentials(ClientCredentials asked);

  /**
   * The current tokens of a configured account, from memory while they are good. Any number of
   * callers who come before there are any wait for one acquisition.
   *
   * @return tokens whose {@code expiresIn()} is what is left of their lifetime; fails as the last
   *     acquisition did, until another one succeeds
   */
  Future<Tokens> account(AccountRequest asked);

  /**
   * Sends requests of a {@code WebClient} with the current token of a configured account:
   *
   * <pre>{@code
   * BearerRequests nightly = tokens.bearer("nightly");
   * nightly.send(webClient.getAbs("https://api.example.com/orders"));
   * nightly.send(webClient.postAbs("https://api.example.com/orders"), with -> with.sendJson(order));
   * }</pre>
   */
  default BearerRequests bearer(String account) {
    return new BearerRequests(this, account);
  }

  /**
   * Asks PingOne whether a token is good, and for what.
   *
   * @return the introspection response (RFC 7662 section 2.2); a token that is not good is no
   *     failure
   */
  Future<JsonObject> introspect(IssuedToken token);

  /** Makes a token good no longer; one that PingOne does not know is no failure. */
  Future<Void> revoke(IssuedToken token);

  /**
   * Asks for the claims of a user.
   *
   * @return the claims; fails with {@code access_denied} where PingOne does not accept the token
   */
  Future<JsonObject> userInfo(UserInfoRequest asked);

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
