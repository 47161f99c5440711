package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One request on the wire and its answer, read whole within a time and a size.
 *
 * <p>The core client rather than a WebClient: an answer that drips or grows without end has to be
 * cut off, and only {@link HttpClientRequest#reset()} does that once the headers have come.
 */
final class Attempt {
  private static final int USUAL_BODY = 1024;
  private static final int MAX_BODY = 1024 * 1024;

  private final Step step;
  private final Request request;
  private final Promise<Response> answer = Promise.promise();
  private final long timeoutMs;
  private final Deadline deadline;
  private final BooleanSupplier mayBeSent;
  private HttpClientRequest wire;

  /**
   * @param timeoutMs what it has until {@link #expire} ends it
   * @param mayBeSent asked when there is a connection, for which it may have waited long
   */
  Attempt(Step step, Request request, long timeoutMs, BooleanSupplier mayBeSent) {
    this.step = step;
    this.request = request;
    this.timeoutMs = timeoutMs;
    this.deadline = Deadline.in(Duration.ofMillis(timeoutMs));
    this.mayBeSent = mayBeSent;
  }

  void begin(HttpClient client, RequestOptions options) {
    client
        .request(options)
        .onComplete(
            this::send,
            cause -> fail(AttemptFailure.Kind.NOT_SENT, "cannot connect: " + told(cause)));
  }

  /** The answer; fails with {@link AttemptFailure} and with nothing else. */
  Future<Response> answer() {
    return answer.future();
  }

  /** By when the answer has to be whole. */
  Deadline deadline() {
    return deadline;
  }

  /** Ends the attempt since its deadline passed. */
  void expire() {
    fail(AttemptFailure.Kind.TIMED_OUT, "no whole answer within " + timeoutMs + " ms");
  }

  /** Ends the attempt; what comes later is not looked at. */
  void fail(AttemptFailure.Kind kind, String description) {
    if (answer.tryFail(new AttemptFailure(kind, description)) && wire != null) {
      wire.reset();
    }
  }

  private void send(HttpClientRequest connected) {
    wire = connected;
    wire.exceptionHandler(this::lost);
    if (answer.future().isComplete()) {
      wire.reset();
      return;
    }
    if (!mayBeSent.getAsBoolean()) {
      fail(AttemptFailure.Kind.HELD_BACK, "requests are held back");
      return;
    }
    String cookies = request.cookies().header();
    if (cookies != null) {
      wire.putHeader(HttpHeaders.COOKIE, cookies);
    }
    if (request.authorization() != null) {
      wire.putHeader(HttpHeaders.AUTHORIZATION, request.authorization());
    }
    // An Accept of application/json is answered 406 by the flow endpoints (vendor media types).
    wire.putHeader(HttpHeaders.ACCEPT, "*/*");
    Future<HttpClientResponse> head;
    if (request.body() == null) {
      head = wire.send();
    } else {
      wire.putHeader(HttpHeaders.CONTENT_TYPE, request.contentType());
      head = wire.send(request.body());
    }
    head.onComplete(this::receive, this::lost);
  }

  private void receive(HttpClientResponse response) {
    Buffer body = Buffer.buffer(USUAL_BODY);
    response.exceptionHandler(this::lost);
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > MAX_BODY) {
            fail(AttemptFailure.Kind.TOO_LARGE, "an answer of more than " + MAX_BODY + " octets");
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        ended ->
            answer.tryComplete(
                new Response(
                    step, response.statusCode(), response.headers(), body, request.secrets())));
  }

  private void lost(Throwable cause) {
    fail(AttemptFailure.Kind.ANSWER_LOST, "the connection broke: " + told(cause));
  }

  private static String told(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
