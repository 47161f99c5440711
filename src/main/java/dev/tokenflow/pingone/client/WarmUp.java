package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepException;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection and the key set ready, so that no sign-on waits for them: fetches the key set
 * at deployment, and whenever the connection was idle almost until its end. It stops when no user
 * has signed on for a while, and goes on with the next sign-on.
 */
final class WarmUp {
  /** How long both are kept ready after deployment and after each sign-on. */
  static final Duration KEPT_FOR = Duration.ofMinutes(15);

  private static final Logger LOG = System.getLogger(WarmUp.class.getName());

  private final Vertx vertx;
  private final Function<Deadline, Future<Void>> fetchKeySet;
  private final Duration idle;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private boolean keeping;
  private long lastSignOn;
  private @Nullable Timer timer;

  /**
   * @param fetchKeySet fetches the key set over a connection of the pool
   * @param idle how long the connection may be idle
   * @param patience how long a fetch may take
   */
  WarmUp(
      Vertx vertx,
      Function<Deadline, Future<Void>> fetchKeySet,
      Duration idle,
      Duration patience,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.fetchKeySet = fetchKeySet;
    this.idle = idle;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes both ready, and keeps them so.
   *
   * @return completes when they are ready or the patience is over; never fails
   */
  Future<Void> begin() {
    keeping = true;
    signedOn();
    return fetch();
  }

  /** Somebody signs on. */
  void signedOn() {
    lastSignOn = nanoTime.getAsLong();
    if (keeping && timer == null) {
      arm(idle);
    }
  }

  void close() {
    keeping = false;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void arm(Duration time) {
    timer = vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
    timer.onSuccess(due -> keep());
  }

  private void keep() {
    timer = null;
    Duration sinceSignOn = Duration.ofNanos(nanoTime.getAsLong() - lastSignOn);
    if (sinceSignOn.compareTo(idle) < 0) {
      arm(idle.minus(sinceSignOn)); // its connection is as ready as ours
    } else if (sinceSignOn.compareTo(KEPT_FOR) < 0) {
      arm(idle);
      fetch();
    }
  }

  private Future<Void> fetch() {
    return fetchKeySet.apply(Deadline.in(patience)).onFailure(WarmUp::report).otherwiseEmpty();
  }

  private static void report(Throwable cause) {
    LOG.log(
        Level.DEBUG,
        "the key set cannot be fetched ahead: {0}",
        cause instanceof StepException step ? step.failure().description() : cause.getClass());
  }
}
