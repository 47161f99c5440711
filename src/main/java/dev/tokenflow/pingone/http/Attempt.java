package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.AttemptFailure.Kind;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on the wire and its answer, read whole within a time and a size.
 *
 * <p>The core client rather than a WebClient: an answer that drips or grows without end has to be
 * cut off, and only {@link HttpClientRequest#reset()} does that once the headers have come.
 */
final class Attempt implements DeadlineTimer.Timed {
  private static final int USUAL_BODY = 1024;
  private static final int MAX_BODY = 1024 * 1024;

  private final Step step;
  private final Request request;
  private final long timeoutMs;
  private final Deadline deadline;
  private final BooleanSupplier mayBeSent;
  private final InFlight inFlight;
  private final UnprocessedStreams unprocessed;
  private final Diagnosis diagnosis;
  private final Promise<Response> answer = Promise.promise();
  private @Nullable HttpClientRequest wire;
  private boolean answering;
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
      UnprocessedStreams unprocessed,
      Diagnosis diagnosis) {
    this.step = step;
    this.request = request;
    this.timeoutMs = timeoutMs;
    this.deadline = Deadline.in(Duration.ofMillis(timeoutMs));
    this.mayBeSent = mayBeSent;
    this.inFlight = inFlight;
    this.unprocessed = unprocessed;
    this.diagnosis = diagnosis;
  }

  /** An answer that is neither 429 nor 5xx; fails with {@link AttemptFailure} only. */
  Future<Response> begin(Future<HttpClientRequest> connection) {
    inFlight.add(this);
    connection.onComplete(this::send, cause -> fail(diagnosis.noConnection(step, cause)));
    return answer.future();
  }

  @Override
  public Deadline deadline() {
    return deadline;
  }

  @Override
  public void expire() {
    fail(Kind.TIMED_OUT, diagnosis.missing(wire != null) + " within " + timeoutMs + " ms");
  }

  void close() {
    fail(Kind.CLOSED, "the client was closed");
  }

  private void send(HttpClientRequest connected) {
    wire = connected;
    connected.exceptionHandler(this::lost);
    if (answer.future().isComplete()) {
      connected.reset();
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
    Future<HttpClientResponse> head;
    if (request.body() == null) {
      head = connected.send();
    } else {
      connected.putHeader(HttpHeaders.CONTENT_TYPE, request.contentType());
      head = connected.send(request.body());
    }
    head.onComplete(this::receive, this::lost);
  }

  private void receive(HttpClientResponse response) {
    answering = true;
    Buffer body = Buffer.buffer(USUAL_BODY);
    response.exceptionHandler(this::lost);
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BODY) {
            fail(Kind.TOO_LARGE, "the answer exceeds " + MAX_BODY + " octets");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        ended ->
            end(
                new Response(
                    step,
                    response.statusCode(),
                    response.headers(),
                    body,
                    request.cookies().renewedBy(response.headers().getAll(HttpHeaders.SET_COOKIE)),
                    request.secrets())));
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
    boolean untouched = wire != null && !answering && unprocessed.prove(wire, cause);
    fail(
        untouched
            ? AttemptFailure.of(Kind.UNPROCESSED, step, "the server did not process the request")
            : diagnosis.lost(step, cause));
  }

  private void fail(Kind kind, String description) {
    fail(AttemptFailure.of(kind, step, description));
  }

  private void fail(AttemptFailure failure) {
    if (leave()) {
      answer.fail(failure);
      if (wire != null) {
        wire.reset();
      }
    }
  }

  /** Whether this ends the attempt; what comes later is ignored. */
  private boolean leave() {
    if (answer.future().isComplete()) {
      return false;
    }
    inFlight.remove(this);
    return true;
  }
}
