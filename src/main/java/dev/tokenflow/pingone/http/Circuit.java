package dev.tokenflow.pingone.http;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Stops asking a server that is down, and asks it again with one request after a while.
 *
 * <p>It opens on faults in a row, within a minute: no connection, or a 5xx. One good answer among
 * them keeps it closed, so a server that fails now and then is asked on however many ask. Not a
 * fault is what does not tell that the server is down: a 4xx; a 503 with {@code Retry-After}, for
 * which {@link RetryAfterGate} waits; a time-out, which may be a wait for a connection of this
 * client's own, or what was left of a deadline; a connection that broke, as idle ones do together
 * when a load balancer is changed. The one request that tries whether the server is back, though,
 * has to bring an answer.
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
final class Circuit {
  static final int FAULTS_IN_A_ROW = 20;
  private static final Duration WITHIN = Duration.ofMinutes(1);
  static final Duration OPEN_FOR = Duration.ofSeconds(5);

  private final CircuitBreaker breaker;
  private Deadline triesAgain;

  Circuit(Vertx vertx, Duration openFor) {
    // Each attempt has a time-out and its failures have a meaning already; here they are counted.
    breaker =
        CircuitBreaker.create(
                "pingone",
                vertx,
                new CircuitBreakerOptions()
                    .setMaxFailures(FAULTS_IN_A_ROW)
                    .setFailuresRollingWindow(WITHIN.toMillis())
                    .setResetTimeout(openFor.toMillis())
                    .setTimeout(-1))
            .openHandler(opened -> triesAgain = Deadline.in(openFor))
            .failurePolicy(this::isFault);
  }

  /**
   * Makes an attempt, unless the circuit is open.
   *
   * @param attempt begins the attempt, and is not called where the circuit is open
   * @return whether it was called
   */
  boolean admits(Supplier<Future<Response>> attempt) {
    return !(breaker.execute(attempt).cause() instanceof OpenCircuitException);
  }

  /** How long it stays open before it tries again; null where it tries just now. */
  Duration triesAgainIn() {
    return triesAgain == null || triesAgain.hasPassed() ? null : triesAgain.remaining();
  }

  private boolean isFault(Future<Response> answer) {
    if (answer.failed()) {
      boolean trying = breaker.state() != CircuitBreakerState.CLOSED;
      return answer.cause() instanceof AttemptFailure failure
          && (failure.kind() == AttemptFailure.Kind.NOT_SENT || trying);
    }
    return answer.result().status() >= 500 && !answer.result().refusedUnprocessed();
  }
}
