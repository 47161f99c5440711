package dev.tokenflow.pingone;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.EventBusChannel;
import dev.tokenflow.pingone.bus.InstanceProbe;
import dev.tokenflow.pingone.client.DirectChannel;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOff;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.presence.InstanceWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Gets PingOne tokens.
 *
 * <p>Every Future fails with {@code PingOneException} only. The methods may be called from any
 * thread and never block; a Future completes on the caller's Vert.x context, or on an event loop if
 * the caller has none. A null parameter throws a {@code NullPointerException} that names it.
 */
public interface PingOneTokens {

  /**
   * Signs a user on.
   *
   * @return the tokens, or the step that PingOne requires besides the password
   */
  Future<Outcome> signOn(SignOn signOn);

  /**
   * Begins a flow without credentials: the actions of its first step say what the policy offers,
   * such as registration, the recovery of a password, or the user name first.
   *
   * @return the first step, or the tokens if PingOne has nothing to ask
   */
  Future<Outcome> authorize(Authorize request);

  /**
   * Continues an open flow: submits an action, or looks at the flow again, which at {@code
   * PUSH_CONFIRMATION_REQUIRED} waits for the user, for up to three quarters of {@code
   * acquisitionTimeoutMs}.
   *
   * <p>After a failure with a {@code next()} the flow is still open: the same step can be tried
   * again with the handle in it. A handle that was used, is unknown or has expired fails with
   * {@code flow_expired}.
   *
   * @param continuation made from the outcome, or from the failure's {@code next()}: {@code
   *     required.with(FlowAction.checkOneTimePasscode("123456"))} or {@code required.again()}
   * @return the tokens, or the step that PingOne requires next
   */
  Future<Outcome> continueFlow(Continuation continuation);

  /** Requests tokens for the application itself, without a user. */
  Future<Tokens> clientCredentials(ClientCredentials request);

  /**
   * Exchanges a refresh token for new tokens. Their refresh token replaces the old one, which may
   * be used up even if this fails with {@code timeout} or {@code unavailable}.
   */
  Future<Tokens> refresh(Refresh refresh);

  /**
   * The current tokens of a configured account, from memory while they are valid. Any number of
   * callers who arrive before there are any wait for one acquisition.
   *
   * @return tokens whose {@code expiresIn()} is the remaining lifetime; fails as the last
   *     acquisition did, until another one succeeds
   */
  Future<Tokens> account(AccountRequest request);

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
   * Asks PingOne whether a token is active, and for what.
   *
   * @return the introspection response (RFC 7662 section 2.2); an inactive token is not a failure
   */
  Future<JsonObject> introspect(IssuedToken token);

  /** Revokes a token. An unknown token counts as revoked. */
  Future<Void> revoke(IssuedToken token);

  /**
   * Ends a user's PingOne session; the tokens stay valid. The application must allow it ({@code
   * idpSignoff}).
   */
  Future<Void> signOff(SignOff request);

  /**
   * Requests the claims of a user.
   *
   * @return the claims; fails with {@code access_denied} if PingOne refuses the token
   */
  Future<JsonObject> userInfo(UserInfoRequest request);

  /** Ends what is in flight here, each request with {@code unavailable}. */
  Future<Void> close();

  /**
   * Sends requests to a {@link PingOneVerticle} of this process or of the cluster.
   *
   * <p>On a clustered event bus it listens for the verticle's instances, until it or the verticle
   * that made it is closed: make one and use it for all requests. If the instance that has a
   * request dies, the request fails with {@code unavailable} within five seconds. Whether it went
   * through is not known then; a password is not sent a second time.
   *
   * @param address the verticle's {@code address}, {@code pingone} by default
   * @param timeout how long to wait for a reply: longer than the verticle's {@code
   *     acquisitionTimeoutMs}, so that the verticle's own answer comes first
   * @throws IllegalArgumentException if the timeout is shorter than a millisecond
   */
  static PingOneTokens overEventBus(Vertx vertx, String address, Duration timeout) {
    requireNonNull(vertx, "vertx");
    requireNonNull(timeout, "timeout");
    Addresses addresses = new Addresses(requireNonNull(address, "address"));
    if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("timeout is " + timeout + ", expected 1 ms at least");
    }
    if (!vertx.isClustered()) {
      return new ChannelTokens(
          EventBusChannel.plain(vertx, addresses, timeout), () -> Future.succeededFuture());
    }
    InstanceWatch instances =
        new InstanceWatch(vertx, addresses.beats(), InstanceProbe.of(vertx, addresses));
    return new ChannelTokens(
        EventBusChannel.toInstances(vertx, addresses, timeout, instances), instances::close);
  }

  /** Sends requests to a {@link PingOneVerticle} with the default address and timeouts. */
  static PingOneTokens overEventBus(Vertx vertx) {
    return overEventBus(vertx, "pingone", Duration.ofSeconds(35));
  }

  /**
   * Runs requests in this process, without the event bus; nothing is published. It closes with the
   * verticle that made it, or else with Vert.x.
   */
  static PingOneTokens direct(Vertx vertx, PingOneOptions options) {
    DirectChannel channel =
        new DirectChannel(requireNonNull(vertx, "vertx"), requireNonNull(options, "options"));
    return new ChannelTokens(channel, channel::close);
  }
}
