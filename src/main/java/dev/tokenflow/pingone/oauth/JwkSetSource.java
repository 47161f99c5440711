package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Replay;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The key set of one authorization server: fetched on first need, once however many wait for it,
 * and again when a token names a key that is not in it, but not more than once a minute.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
final class JwkSetSource {
  private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Transport transport;
  private final String target;
  private final Duration fetchTimeout;
  private final LongSupplier nanoTime;
  private JwkSet fetched;
  private long fetchedAt;
  private Future<JwkSet> underWay;

  JwkSetSource(
      Vertx vertx,
      Transport transport,
      String jwksUri,
      Duration fetchTimeout,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.transport = transport;
    this.target = transport.origin().requestTarget(jwksUri);
    this.fetchTimeout = fetchTimeout;
    this.nanoTime = nanoTime;
  }

  /**
   * The keys that a token's {@code kid} can mean; none, where it is unknown even to a fresh set.
   *
   * @return fails with {@code unavailable}, {@code rate_limited} or {@code invalid_response} where
   *     the set cannot be had, with {@code timeout} where the deadline passes before
   */
  Future<List<JwkSet.Key>> candidates(String kid, Deadline deadline) {
    if (fetched != null) {
      List<JwkSet.Key> known = fetched.candidates(kid);
      if (!known.isEmpty() || nanoTime.getAsLong() - fetchedAt < BETWEEN_FETCHES.toNanos()) {
        return Future.succeededFuture(known);
      }
    }
    return within(deadline, fetch()).map(keys -> keys.candidates(kid));
  }

  /** One fetch for all who wait; its time is its own, not that of whoever came first. */
  private Future<JwkSet> fetch() {
    if (underWay != null) {
      return underWay;
    }
    Future<JwkSet> fetch =
        transport
            .send(
                Step.ID_TOKEN,
                Replay.HARMLESS,
                Deadline.in(fetchTimeout),
                () -> Request.get(target, Cookies.NONE))
            .map(response -> JwkSet.of(vertx, response))
            .onSuccess(
                keys -> {
                  fetched = keys;
                  fetchedAt = nanoTime.getAsLong();
                });
    underWay = fetch;
    return fetch.onComplete(ended -> underWay = null);
  }

  /** Future.timeout would end the wait on a thread of its own instead of the caller's context. */
  private Future<JwkSet> within(Deadline deadline, Future<JwkSet> fetch) {
    Promise<JwkSet> waiter = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.max(1, deadline.remainingMillis()),
            passed ->
                waiter.tryFail(
                    PingOneException.of(
                        ErrorCode.TIMEOUT,
                        Step.ID_TOKEN,
                        "the acquisition's deadline passed before the key set came")));
    fetch
        .onComplete(ended -> vertx.cancelTimer(timer))
        .onSuccess(waiter::tryComplete)
        .onFailure(waiter::tryFail);
    return waiter.future();
  }
}
