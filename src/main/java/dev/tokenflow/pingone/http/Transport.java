package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends requests to one origin. A redirect is never followed, it is an answer like any other.
 *
 * <p>It belongs to the Vert.x context it was made on: call it there, and its Futures complete
 * there.
 */
public final class Transport {
  private final Vertx vertx;
  private final Origin origin;
  private final Connections connections;
  private final RetryAfterGate holdBack;
  private final Circuit circuit;
  private final List<Exchange> open = new ArrayList<>();
  private final DeadlineTimer deadlineTimer;

  /**
   * A transport on the calling context.
   *
   * @param trust whom to trust under https, or null for the JVM's own certificates
   */
  public Transport(Vertx vertx, Origin origin, HttpLimits limits, TrustOptions trust) {
    this.vertx = vertx;
    this.origin = origin;
    this.connections = new Connections(vertx, origin, limits, trust);
    this.holdBack = new RetryAfterGate(vertx);
    this.circuit = new Circuit(vertx, Circuit.OPEN_FOR);
    this.deadlineTimer = new DeadlineTimer(vertx, () -> List.copyOf(open));
  }

  /** What holds requests back when the server asks for it. */
  public RetryAfterGate retryAfterGate() {
    return holdBack;
  }

  /** How many requests are under way at most; the others wait for a connection. */
  public int maxRequests() {
    return connections.maxRequests();
  }

  /** Where the requests go. */
  public Origin origin() {
    return origin;
  }

  /**
   * Sends a request, again where that is safe and the deadline allows.
   *
   * @param request called once for each attempt, so that each can sign an assertion of its own
   * @return the answer, whatever its status; fails with a {@code StepException} where there is
   *     none: {@code unavailable}, {@code timeout} or {@code invalid_response}; or where requests
   *     are held back for longer than the deadline allows: {@code rate_limited}
   */
  public Future<Response> send(
      Step step, RequestKind kind, Deadline deadline, Supplier<Request> request) {
    return new Exchange(
            vertx,
            connections,
            holdBack,
            circuit,
            deadlineTimer,
            open,
            step,
            kind,
            deadline,
            request)
        .begin();
  }

  /** Ends what is under way, each with {@code unavailable}, and closes the connections. */
  public Future<Void> close() {
    holdBack.close();
    List.copyOf(open).forEach(Exchange::close);
    return connections.close();
  }
}
