package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ErrorCode;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops sending requests to a server that is down, and probes it with one request after a while.
 *
 * <p>It opens on consecutive faults within a minute: no connection, or a 5xx. One good answer among
 * them keeps it closed, so occasional failures never open the circuit, at any load. These are not
 * faults, since they do not show that the server is down: a 4xx; a 503 with {@code Retry-After},
 * for which {@link RetryAfterGate} waits; a time-out, which may be a wait for a connection of this
 * client, or the rest of a deadline; a connection that broke, as idle ones do together when a load
 * balancer is changed. The probe, though, has to bring an answer.
 */
final class Circuit {
  static final int FAULTS_IN_A_ROW = 20;
  static final Duration OPEN_FOR = Duration.ofSeconds(5);
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final CircuitBreaker breaker;
  private @Nullable Deadline probesAgain;

  Circuit(Vertx vertx, Duration openFor) {
    // No time-out, no retries: an attempt has its own, and here its failures are only counted.
    breaker =
        CircuitBreaker.create(
                "pingone",
                vertx,
                new CircuitBreakerOptions()
                    .setMaxFailures(FAULTS_IN_A_ROW)
                    .setFailuresRollingWindow(WITHIN.toMillis())
                    .setResetTimeout(openFor.toMillis())
                    .setTimeout(-1))
            .openHandler(opened -> probesAgain = Deadline.in(openFor))
            .failurePolicy(this::isFault);
  }

  /**
   * Makes an attempt, unless the circuit is open.
   *
   * @param atOnce whether an answer goes on in its own event: what many requests then send is
   *     written together (HTTP/2). Else it goes on a task later, when its connection is back in the
   *     pool (HTTP/1.1); otherwise the next request would open another one.
   * @return as the attempt; fails with {@code unavailable} if the circuit is open
   */
  Future<Response> pass(Exchange exchange, boolean atOnce, Supplier<Future<Response>> attempt) {
    if (atOnce && isClosed()) {
      Promise<Response> answer = Promise.promise();
      breaker.execute(() -> attempt.get().onSuccess(answer::complete)).onFailure(answer::fail);
      return answer.future();
    }
    Future<Response> answer = breaker.execute(attempt);
    return answer.cause() instanceof OpenCircuitException
        ? Future.failedFuture(new StepException(open(exchange)))
        : answer;
  }

  boolean isClosed() {
    return breaker.state() == CircuitBreakerState.CLOSED;
  }

  private StepFailure open(Exchange exchange) {
    Duration probe =
        probesAgain == null || probesAgain.hasPassed() ? null : probesAgain.remaining();
    return exchange
        .notSent(
            ErrorCode.UNAVAILABLE,
            "PingOne is not asked for now: the last " + FAULTS_IN_A_ROW + " requests found it down")
        .withRetryAfter(probe);
  }

  private boolean isFault(Future<Response> answer) {
    if (answer.succeeded()) {
      return false;
    }
    boolean probe = breaker.state() != CircuitBreakerState.CLOSED;
    return answer.cause() instanceof AttemptFailure failure ? failure.kind().isFault(probe) : probe;
  }
}
