package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Pauses that end when their time is over, or all at once when the client closes. */
public final class Pauses {
  private final Vertx vertx;
  private final Set<Timer> open = new HashSet<>();
  private boolean closed;

  public Pauses(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Waits, a millisecond at least.
   *
   * @param step the step that waits, for the failure
   * @return fails with {@code unavailable} if this is closed before the time is over
   */
  public Future<Void> pause(Step step, Duration time) {
    if (closed) {
      return Future.failedFuture(StepException.closed(step));
    }
    Timer timer = vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
    open.add(timer);
    return timer.transform(
        ended -> {
          open.remove(timer);
          return ended.succeeded()
              ? Future.succeededFuture()
              : Future.failedFuture(StepException.closed(step));
        });
  }

  /** Ends every pause, also later ones. */
  public void close() {
    closed = true;
    List.copyOf(open).forEach(Timer::cancel);
  }
}
