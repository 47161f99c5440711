package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.AttemptFailure.Kind;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.StreamResetException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on the wire and its answer, read whole within a time and a size.
 *
 * <p>The core client rather than a WebClient: an answer that drips or grows without end has to be
 * cut off, and only {@link HttpClientRequest#reset()} does that once the headers have come.
 */
final class Attempt implements DeadlineTimer.Timed {
  private static final int MAX_BODY = 1024 * 1024;

  private final Step step;
  private final Request request;
  private final long timeoutMs;
  private final Deadline deadline;
  private final BooleanSupplier mayBeSent;
  private final InFlight inFlight;
  private final Http2Connections http2;
  private final Diagnosis diagnosis;
  private final Promise<Response> answer = Promise.promise();
  private final Body body = new Body();
  private @Nullable HttpClientRequest wire;
  // Under HTTP/2, where others share the connection.
  private @Nullable Http2Connection shared;
  private @Nullable Future<Void> written;
  private boolean answering;
  private boolean ended;
  private boolean over;
  // Where it stands in the list of InFlight, which keeps this up to date.
  int place;

  /**
   * @param mayBeSent asked when there is a connection, for which it may have waited long
   */
  Attempt(
      Step step,
      Request request,
      long timeoutMs,
      BooleanSupplier mayBeSent,
      InFlight inFlight,
      Http2Connections http2,
      Diagnosis diagnosis) {
    this.step = step;
    this.request = request;
    this.timeoutMs = timeoutMs;
    this.deadline = Deadline.in(Duration.ofMillis(timeoutMs));
    this.mayBeSent = mayBeSent;
    this.inFlight = inFlight;
    this.http2 = http2;
    this.diagnosis = diagnosis;
  }

  /** An answer that is neither 429 nor 5xx; fails with {@link AttemptFailure} only. */
  Future<Response> begin(Future<HttpClientRequest> connection) {
    inFlight.add(this);
    connection.onComplete(this::send, cause -> fail(diagnosis.noConnection(step, cause)));
    return answer.future();
  }

  boolean isOver() {
    return over;
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public void expire() {
    fail(
        wire == null ? Kind.NOT_SENT : Kind.TIMED_OUT,
        diagnosis.missing(wire != null) + " within " + timeoutMs + " ms");
  }

  void close() {
    fail(Kind.CLOSED, "the client was closed");
  }

  private void send(HttpClientRequest connected) {
    wire = connected;
    shared = http2.find(connected.connection());
    connected.exceptionHandler(this::lost);
    if (isOver()) {
      stop();
      return;
    }
    if (!mayBeSent.getAsBoolean()) {
      fail(Kind.HELD_BACK, "requests are held back");
      return;
    }
    String cookies = request.cookies().header();
    if (cookies != null) {
      connected.putHeader(HttpHeaders.COOKIE, cookies);
    }
    if (request.authorization() != null) {
      connected.putHeader(HttpHeaders.AUTHORIZATION, request.authorization());
    }
    // Nobody asks for a coding, but without this header a server may choose one.
    connected.putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
    // The flow endpoints answer 406 to an Accept of application/json (vendor media types).
    connected.putHeader(HttpHeaders.ACCEPT, "*/*");
    if (shared != null) {
      http2.sent(shared);
    }
    connected.response().onComplete(this::receive, this::lost);
    if (request.body() == null) {
      written = connected.end();
    } else {
      connected.putHeader(HttpHeaders.CONTENT_TYPE, request.contentType());
      written = connected.end(request.body());
    }
  }

  private void receive(HttpClientResponse response) {
    answering = true;
    if (shared != null) {
      shared.heard();
    }
    if (shared != null && isTooLarge(response.headers())) {
      fail(Kind.TOO_LARGE, "the answer's headers exceed " + Connections.MAX_HEADERS + " octets");
      return;
    }
    response.exceptionHandler(this::lost);
    response.handler(this::receive);
    response.endHandler(
        ended ->
            end(
                new Response(
                    step,
                    response.statusCode(),
                    response.headers(),
                    body.received(),
                    request.cookies().renewedBy(response.headers().getAll(HttpHeaders.SET_COOKIE)),
                    request.secrets())));
  }

  /** Under HTTP/1.1 the codec itself ends such an answer, and a connection has but one. */
  private static boolean isTooLarge(MultiMap headers) {
    int octets = 0;
    for (Map.Entry<String, String> header : headers) {
      octets += header.getKey().length() + header.getValue().length();
      if (octets > Connections.MAX_HEADERS) {
        return true;
      }
    }
    return false;
  }

  private void receive(Buffer chunk) {
    if (isOver()) {
      return;
    }
    int before = body.length();
    if (before + chunk.length() > MAX_BODY) {
      fail(Kind.TOO_LARGE, "the answer exceeds " + MAX_BODY + " octets");
    } else {
      body.append(chunk);
      inFlight.grew(before, body.length());
    }
  }

  /** How much of the answer's body has come. */
  int received() {
    return body.length();
  }

  /** Ends this answer because it takes the most memory of all that are being read. */
  void giveWay() {
    fail(
        Kind.TOO_LARGE,
        "the answers being read exceed "
            + InFlight.MAX_OCTETS
            + " octets together, and this one is the largest");
  }

  private void end(Response response) {
    if (leave()) {
      AttemptFailure failure = AttemptFailure.of(response);
      if (failure == null) {
        answer.complete(response);
      } else {
        answer.fail(failure);
      }
    }
  }

  private void lost(Throwable cause) {
    if (isOver()) {
      return;
    }
    if (shared != null && cause instanceof StreamResetException) {
      shared.countReset();
    }
    ended = true;
    // Whether it was written, and whether its connection closed, is known after this event.
    http2.afterThisEvent(() -> fail(failure(cause)));
  }

  private AttemptFailure failure(Throwable cause) {
    if (!answering && Http2Connection.isRefused(cause)) {
      return AttemptFailure.of(Kind.UNPROCESSED, step, "the server refused the request's stream");
    }
    if (!answering && (wasNotWritten() || (shared != null && shared.proves(cause)))) {
      return AttemptFailure.of(
          Kind.NOT_TAKEN, step, "the connection ended before the server took the request");
    }
    return shared != null && shared.ending() != null
        ? AttemptFailure.of(Kind.ANSWER_LOST, step, "the connection broke: " + shared.ending())
        : diagnosis.lost(step, cause);
  }

  /** The server cannot have processed what it does not have whole. */
  private boolean wasNotWritten() {
    return written != null && written.failed();
  }

  private void fail(Kind kind, String description) {
    fail(AttemptFailure.of(kind, step, description));
  }

  private void fail(AttemptFailure failure) {
    if (leave()) {
      answer.fail(failure);
      stop();
    }
  }

  /** Ends what is still under way. */
  private void stop() {
    if (wire == null) {
      return;
    }
    if (shared == null) {
      wire.reset();
    } else if (written == null) {
      // A stream that never began does not go back to the pool (Vert.x 5.0.7). Requests that got
      // their streams in the same event are sent first.
      http2.afterThisEvent(shared::retire);
    } else if (!ended) {
      shared.reset(wire);
    }
  }

  /** Whether this ends the attempt; what comes later is ignored. */
  private boolean leave() {
    if (isOver()) {
      return false;
    }
    over = true;
    inFlight.remove(this);
    if (shared != null && written != null) {
      shared.ended();
    }
    return true;
  }

  /** The body of an answer that is arriving. Most come as one chunk, which is not copied. */
  private static final class Body {
    private @Nullable Buffer only;
    private @Nullable Buffer joined;

    void append(Buffer chunk) {
      if (joined != null) {
        joined.appendBuffer(chunk);
      } else if (only == null) {
        only = chunk;
      } else {
        joined = Buffer.buffer(2 * (only.length() + chunk.length()));
        joined.appendBuffer(only).appendBuffer(chunk);
        only = null;
      }
    }

    Buffer received() {
      return joined != null ? joined : only != null ? only : Buffer.buffer();
    }

    int length() {
      return joined != null ? joined.length() : only != null ? only.length() : 0;
    }
  }
}
