package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the server's key set. It is fetched on first use, by one request for all who wait; again
 * when a token names an unknown key; and again when it is old, since only its absence shows that a
 * key was withdrawn.
 */
final class JwkSetSource {
  private static final Logger LOG = System.getLogger(JwkSetSource.class.getName());

  /** The age at which the set is fetched again, while the cached one still serves. */
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

  /** Maximum age of a cached key set, and so the longest a withdrawn key stays trusted. */
  private static final Duration TRUSTED_FOR = Duration.ofHours(1);

  // Further fetches take from a token bucket. With a fixed gap between fetches, every token would
  // fail if the server rotates its keys just after a fetch, or if a cache in front of the key set
  // serves the old one once more. Without a limit, a server that signs with an unpublished key
  // would be asked with every token.
  private static final Duration FETCH_INTERVAL = Duration.ofMinutes(1);
  private static final int BUCKET_SIZE = 3;

  private final Vertx vertx;
  private final Supplier<Future<JwkSet>> fetch;
  private final Supplier<Moment> clock;
  private @Nullable JwkSet cached;
  private @Nullable Moment fetchedAt;
  private @Nullable Future<JwkSet> fetching;
  private boolean fetchingAhead;
  // The used part of the bucket at a moment; it refills with time.
  private long usedNanos;
  private Moment usedAt;

  /**
   * @param fetch fetches the set, within a time of its own: many may wait for one fetch
   */
  JwkSetSource(Vertx vertx, Supplier<Future<JwkSet>> fetch, Supplier<Moment> clock) {
    this.vertx = vertx;
    this.fetch = fetch;
    this.clock = clock;
    this.usedAt = clock.get();
  }

  /**
   * The keys that a token's {@code kid} can mean; none if even a fresh set does not have it.
   *
   * @return fails if the set cannot be fetched, and with {@code timeout} at the deadline
   */
  Future<List<Jwk>> candidates(@Nullable String kid, Deadline deadline) {
    if (cached == null || isOlderThan(TRUSTED_FOR)) {
      return await(fetch(), deadline).map(keys -> keys.candidates(kid));
    }
    List<Jwk> known = cached.candidates(kid);
    boolean fetchWanted = known.isEmpty() || isOlderThan(RENEWED_AFTER);
    if (fetchWanted && (fetching != null || takeFromBucket())) {
      Future<JwkSet> renewed = fetch();
      if (known.isEmpty()) {
        return await(renewed, deadline).map(keys -> keys.candidates(kid));
      }
    }
    return Future.succeededFuture(known);
  }

  /**
   * Fetches the set ahead of its use, unless it is being fetched. Tokens that come in between wait
   * for it, but its failure is not theirs: it may have had less time than they have.
   */
  Future<Void> renew(Supplier<Future<JwkSet>> fetchAhead) {
    if (fetching == null) {
      fetchingAhead = true;
      return start(fetchAhead).mapEmpty();
    }
    return fetching.mapEmpty();
  }

  /** The age of the cached set in seconds, or NaN without one. */
  double ageSeconds() {
    Moment fetched = fetchedAt;
    return fetched == null ? Double.NaN : clock.get().since(fetched).toMillis() / 1e3;
  }

  private boolean isOlderThan(Duration age) {
    return fetchedAt == null || clock.get().since(fetchedAt).compareTo(age) >= 0;
  }

  private boolean takeFromBucket() {
    Moment now = clock.get();
    long used =
        Math.max(0, usedNanos - (now.nanoTime() - usedAt.nanoTime())) + FETCH_INTERVAL.toNanos();
    if (used > BUCKET_SIZE * FETCH_INTERVAL.toNanos()) {
      return false;
    }
    usedNanos = used;
    usedAt = now;
    return true;
  }

  private Future<JwkSet> fetch() {
    if (fetching == null) {
      fetchingAhead = false;
      return start(fetch);
    }
    return fetchingAhead ? fetching.recover(failed -> fetch()) : fetching;
  }

  private Future<JwkSet> start(Supplier<Future<JwkSet>> request) {
    Future<JwkSet> started =
        request
            .get()
            .onSuccess(
                keys -> {
                  reportMalformed(keys, cached);
                  cached = keys;
                  fetchedAt = clock.get();
                });
    fetching = started;
    return started.onComplete(ended -> fetching = null);
  }

  /** Once, and again when it changes: the set is fetched often. */
  private static void reportMalformed(JwkSet keys, @Nullable JwkSet before) {
    if (keys.malformed() > 0 && (before == null || before.malformed() != keys.malformed())) {
      LOG.log(
          Level.WARNING,
          "the key set has {0} entries that are no keys, beside {1} for {2}",
          keys.malformed(),
          keys.keys().size(),
          JwkSet.ALGORITHM);
    }
  }

  /** Future.timeout would complete on a thread of its own: the fetch's Future has no context. */
  private Future<JwkSet> await(Future<JwkSet> fetched, Deadline deadline) {
    Promise<JwkSet> waiter = Promise.promise();
    Timer timer = vertx.timer(Math.max(1, deadline.remainingMillis()), TimeUnit.MILLISECONDS);
    timer.onSuccess(
        passed ->
            waiter.tryFail(
                StepException.of(
                    ErrorCode.TIMEOUT,
                    Step.JWKS,
                    "the acquisition's deadline passed before the key set arrived")));
    fetched
        .onComplete(ended -> timer.cancel())
        // Each waiter verifies a signature next; all in one turn would block the event loop.
        .onSuccess(keys -> vertx.runOnContext(turn -> waiter.tryComplete(keys)))
        .onFailure(waiter::tryFail);
    return waiter.future();
  }
}
