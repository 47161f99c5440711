package dev.tokenflow.pingone.http;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.AttemptFailure.Kind;
import dev.tokenflow.pingone.http.RequestMeter.ResendReason;
import dev.tokenflow.pingone.http.ResendRules.Remedy;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.HttpLimits;
import dev.tokenflow.pingone.options.ProxySettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one origin, again where {@link ResendRules} allow it. A redirect is an answer
 * like any other and never followed.
 */
public final class Transport {
  // A server that ends a connection after every hundredth request may do so several times on the
  // way of one request; one that takes no request at all must not be asked for ever.
  private static final int MAX_MOVES = 10;

  private final Origin origin;
  private final Map<RequestGroup, RetryAfterGate> gates = new EnumMap<>(RequestGroup.class);
  private final Circuit circuit;
  private final Connections connections;
  private final Pauses pauses;
  private final int maxAttempts;
  private final RequestMeter meter;
  private final CloseFuture context;
  private boolean closed;

  /**
   * A transport on the calling context.
   *
   * @param trust whom to trust under https, or null for the JVM's own certificates
   * @param proxy the proxy under https, or null for none
   * @param meter where requests are reported
   */
  public Transport(
      Vertx vertx,
      Origin origin,
      HttpLimits limits,
      @Nullable TrustOptions trust,
      @Nullable ProxySettings proxy,
      RequestMeter meter) {
    this.origin = origin;
    this.meter = meter;
    for (RequestGroup group : RequestGroup.values()) {
      gates.put(group, new RetryAfterGate(vertx));
    }
    this.circuit = new Circuit(vertx, Circuit.OPEN_FOR);
    this.connections = new Connections(vertx, origin, limits, trust, Proxy.to(origin, proxy));
    this.pauses = new Pauses(vertx);
    this.maxAttempts = limits.maxAttempts();
    this.context = ((VertxInternal) vertx).getOrCreateContext().closeFuture();
  }

  /** How long a connection may be idle until it is closed. */
  public static Duration keepAlive() {
    return Duration.ofSeconds(Connections.KEEP_ALIVE_SECONDS);
  }

  /** Where the requests of a group wait for their turn. */
  public RetryAfterGate gate(RequestGroup group) {
    return requireNonNull(gates.get(group));
  }

  /**
   * Whether a sign-on would not be held up: no group of requests pauses, sign-ons have no pace, and
   * the circuit is closed.
   */
  public boolean isUnhindered() {
    return !isClosed()
        && circuit.isClosed()
        && gates.values().stream().allMatch(RetryAfterGate::isOpen)
        && gate(RequestGroup.SIGN_ON).isUnlimited();
  }

  /** Whether the server is not known to be down. */
  public boolean isCircuitClosed() {
    return circuit.isClosed();
  }

  /** The maximum number of requests on the wire; further ones wait for a connection. */
  public int maxRequests() {
    return connections.maxRequests();
  }

  /** Where the requests go. */
  public Origin origin() {
    return origin;
  }

  /**
   * Sends a request, and again while that is allowed and the deadline has not passed.
   *
   * @param request called for each attempt, so that each signs a fresh assertion
   * @return an answer that is neither 429 nor 5xx; fails with a {@code StepException} that says
   *     what became of the request, or with what {@code request} throws
   */
  public Future<Response> send(RequestKind kind, Deadline deadline, Supplier<Request> request) {
    return send(kind.step(), kind, deadline, request);
  }

  /** As above, for another step than that of the kind. */
  public Future<Response> send(
      Step step, RequestKind kind, Deadline deadline, Supplier<Request> request) {
    return attempt(Exchange.of(step, kind, deadline, request));
  }

  private Future<Response> attempt(Exchange exchange) {
    if (isClosed()) {
      return Future.failedFuture(StepException.closed(exchange.step()));
    }
    RetryAfterGate gate = gate(exchange.kind().group());
    return gate.pass(exchange, () -> attemptInTime(exchange, gate))
        .recover(failure -> next(exchange, failure));
  }

  private Future<Response> attemptInTime(Exchange exchange, RetryAfterGate gate) {
    if (exchange.deadline().hasPassed()) {
      return Future.failedFuture(exchange.tooLate());
    }
    // Counted before the circuit, which answers a task later: what is accepted and what is refused
    // in one event keep their order, and a pause begins before this connection takes a request.
    Supplier<Future<Response>> attempt =
        () -> {
          if (isClosed()) {
            return Future.failedFuture(StepException.closed(exchange.step()));
          }
          long begun = meter.now();
          Trace.Span span = exchange.deadline().trace().request(exchange.step());
          return connections
              .send(exchange, gate.stillOpen())
              .onSuccess(answer -> accepted(gate, answer, begun, span))
              .onFailure(failure -> failed(gate, failure, begun, span));
        };
    return exchange.kind().feedsCircuit()
        ? circuit.pass(exchange, connections.areHttp2(), attempt)
        : attempt.get();
  }

  private void accepted(RetryAfterGate gate, Response answer, long begun, Trace.Span span) {
    gate.accepted();
    meter.ended(answer.step(), answer.status(), begun);
    span.ended(answer.status(), answer::supportId);
  }

  private void failed(RetryAfterGate gate, Throwable failure, long begun, Trace.Span span) {
    if (!(failure instanceof AttemptFailure attempt)) {
      return;
    }
    span.ended(attempt.failure().httpStatus(), attempt.failure()::pingoneId);
    if (attempt.kind() != Kind.HELD_BACK) {
      meter.ended(attempt.failure().step(), attempt.failure().httpStatus(), begun);
      if (attempt.kind() == Kind.REFUSED) {
        gate.refused(attempt.failure().retryAfter());
      }
    }
  }

  /** The next attempt, if the failure allows one, or the failure. */
  private Future<Response> next(Exchange exchange, Throwable cause) {
    if (!(cause instanceof AttemptFailure attempt)) {
      return Future.failedFuture(cause);
    }
    if (isClosed()) {
      return Future.failedFuture(StepException.closed(exchange.step()));
    }
    if (attempt.kind() == Kind.HELD_BACK) {
      return attempt(exchange);
    }
    if (attempt.kind() == Kind.NOT_TAKEN && exchange.moves() < MAX_MOVES) {
      meter.resent(exchange.step(), ResendReason.REFUSED);
      return attempt(exchange.moved());
    }
    StepFailure failure = attempt.failure();
    if (exchange.attempts() < maxAttempts
        && ResendRules.remedy(exchange.kind(), failure.fate()) == Remedy.RESEND) {
      Exchange next = exchange.after(failure);
      // Also if its deadline passes before its turn comes.
      meter.resent(exchange.step(), attempt.kind().resendReason());
      if (gate(exchange.kind().group()).holds()) {
        return attempt(next);
      }
      Duration wait = wait(exchange, failure);
      if (wait.compareTo(exchange.deadline().remaining()) < 0) {
        return pauses.pause(exchange.step(), wait).compose(over -> attempt(next));
      }
    }
    return Future.failedFuture(new StepException(exchange.last(failure)));
  }

  /** Longer each time: a request that was refused twice comes back when the pace has settled. */
  private static Duration wait(Exchange exchange, StepFailure failure) {
    Duration asked = failure.retryAfter();
    return asked == null
        ? Backoff.after(exchange.attempts())
        : asked.multipliedBy(exchange.attempts());
  }

  /** Whether its connections are closed. Vert.x closes them with their context. */
  private boolean isClosed() {
    return closed || context.isClosed();
  }

  /** Ends what is under way or waits, each with {@code unavailable}, and closes the connections. */
  public Future<Void> close() {
    closed = true;
    gates.values().forEach(RetryAfterGate::close);
    pauses.close();
    return connections.close();
  }
}
