package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The key set of one authorization server: fetched on first need, once however many wait for it;
 * again when a token names a key that is not in it; and again when it is old, since a key that was
 * withdrawn is known by its absence alone.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
final class JwkSetSource {
  /** The age from which on the set is fetched again, while the one that is here still serves. */
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

  /** The age from which on it serves no more: so long may a withdrawn key be trusted at most. */
  private static final Duration TRUSTED_FOR = Duration.ofHours(1);

  // Fetches beyond the first are a token bucket. A bare gap between two fetches would refuse every
  // token of a server that rotates its keys just after a fetch, or that has a cache before the key
  // set which serves the old one once more; without any limit, a server that signs with a key that
  // it does not publish would be asked with every token.
  private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
  private static final int FETCHES_AT_ONCE = 3;

  private final Vertx vertx;
  private final Transport transport;
  private final String target;
  private final Duration fetchTimeout;
  private final LongSupplier nanoTime;
  private JwkSet fetched;
  private long fetchedAt;
  private Future<JwkSet> underWay;
  // How much of the bucket was in use at which moment; time gives it back.
  private long usedNanos;
  private long usedAt;

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
    this.usedAt = nanoTime.getAsLong();
  }

  /**
   * The keys that a token's {@code kid} can mean; none, where it is unknown even to a fresh set.
   *
   * @return fails with {@code unavailable}, {@code rate_limited} or {@code invalid_response} where
   *     the set cannot be had, with {@code timeout} where the deadline passes before
   */
  Future<List<JwkSet.Key>> candidates(String kid, Deadline deadline) {
    if (fetched == null || isOlderThan(TRUSTED_FOR)) {
      return within(deadline, fetch()).map(keys -> keys.candidates(kid));
    }
    List<JwkSet.Key> known = fetched.candidates(kid);
    boolean toBeRenewed = known.isEmpty() || isOlderThan(RENEWED_AFTER);
    if (toBeRenewed && (underWay != null || mayFetchAgain())) {
      Future<JwkSet> renewed = fetch();
      if (known.isEmpty()) {
        return within(deadline, renewed).map(keys -> keys.candidates(kid));
      }
    }
    return Future.succeededFuture(known);
  }

  private boolean isOlderThan(Duration age) {
    return nanoTime.getAsLong() - fetchedAt >= age.toNanos();
  }

  /** Takes a fetch from the bucket, if there is one left. */
  private boolean mayFetchAgain() {
    long now = nanoTime.getAsLong();
    long used = Math.max(0, usedNanos - (now - usedAt)) + BETWEEN_FETCHES.toNanos();
    if (used > FETCHES_AT_ONCE * BETWEEN_FETCHES.toNanos()) {
      return false;
    }
    usedNanos = used;
    usedAt = now;
    return true;
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
                RequestKind.KEY_SET,
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
                    StepException.of(
                        ErrorCode.TIMEOUT,
                        Step.ID_TOKEN,
                        "the acquisition's deadline passed before the key set came")));
    fetch
        .onComplete(ended -> vertx.cancelTimer(timer))
        // Each of those who wait verifies a signature next: all in one turn would hold the loop up.
        .onSuccess(keys -> vertx.runOnContext(turn -> waiter.tryComplete(keys)))
        .onFailure(waiter::tryFail);
    return waiter.future();
  }
}
