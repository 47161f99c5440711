package dev.tokenflow.pingone.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/** A fault that the sandbox injects into one request, over a real socket. */
public enum SandboxFault {
  /** 429 with {@code Retry-After: 1}. */
  STATUS_429,
  /** 429 without {@code Retry-After}. */
  STATUS_429_BARE,
  STATUS_500,
  /** 502 with a proxy's HTML page. */
  STATUS_502,
  /** 503 without {@code Retry-After}: the request may have been processed. */
  STATUS_503,
  /** 503 with {@code Retry-After: 1}: the request was not processed. */
  STATUS_503_RETRY_AFTER,
  /** 400 with an HTML error page. */
  STATUS_400_PAGE,
  /** The normal response, one second late. */
  DELAY,
  /** The request is read but never answered. */
  NO_ANSWER,
  /** The connection is reset before the request is read. */
  RESET_BEFORE_READ,
  /** The connection is reset after the request was read, without processing it. */
  RESET_AFTER_READ,
  /** The request is processed, but the connection is reset before the response is sent. */
  ANSWER_LOST,
  /** The connection is reset in the middle of the response. */
  TRUNCATED,
  /** The stream is reset with {@code REFUSED_STREAM}; over HTTP/1.1 the connection is reset. */
  REFUSED_STREAM,
  /** The stream is reset in the middle of the response; over HTTP/1.1 the connection is reset. */
  STREAM_RESET,
  /** An endless response that arrives one byte every 20 ms. */
  SLOW_DRIP,
  /** A response of 1 MiB and one byte. */
  BODY_OF_1_MIB,
  /** A response of 50 MiB. */
  BODY_OF_50_MIB,
  /** An endless response, as fast as the client reads. */
  BODY_WITHOUT_END,
  /** 200 with an HTML page in place of JSON. */
  HTML_PAGE,
  /** The normal response, labelled {@code text/plain}. */
  WRONG_CONTENT_TYPE,
  EMPTY_BODY,
  /** Truncated JSON with a complete HTTP response. */
  NO_JSON,
  JSON_ARRAY,
  JSON_NULL,
  /** JSON whose fields all have the wrong type. */
  JSON_OF_ANOTHER_SHAPE,
  /** A JSON object without any field. */
  MISSING_FIELDS,
  /** A redirect to the same path on another origin. */
  REDIRECT,
  /** The flow expires before the request is processed. */
  FLOW_EXPIRED,
  /** The key that signs ID tokens is rotated before the request is processed. */
  KEYS_ROTATED;

  // RFC 9113 section 7.
  private static final long INTERNAL_ERROR_CODE = 2;
  private static final long REFUSED_STREAM_CODE = 7;
  private static final int MIB = 1024 * 1024;
  private static final Buffer CHUNK = Buffer.buffer("x".repeat(8192));

  /**
   * Injects this fault into a request.
   *
   * @return true if the fault answered the request (or never will), false if the sandbox must still
   *     process it
   */
  boolean apply(HttpServerRequest request, Sandbox sandbox, Vertx vertx) {
    HttpServerResponse response = request.response();
    switch (this) {
      case DELAY -> {
        request.pause();
        vertx.setTimer(1000, id -> request.resume());
        return false;
      }
      case ANSWER_LOST -> {
        response.headersEndHandler(processed -> request.connection().close());
        return false;
      }
      case WRONG_CONTENT_TYPE -> {
        response.headersEndHandler(
            processed -> response.putHeader("Content-Type", "text/plain; charset=UTF-8"));
        return false;
      }
      case FLOW_EXPIRED -> {
        sandbox.expireFlowOf(request);
        return false;
      }
      case KEYS_ROTATED -> {
        request.pause();
        sandbox.rotateKeys().onComplete(rotated -> request.resume());
        return false;
      }
      default -> {
        respond(request, response, vertx);
        return true;
      }
    }
  }

  private void respond(HttpServerRequest request, HttpServerResponse response, Vertx vertx) {
    switch (this) {
      case STATUS_429 ->
          json(
              response.setStatusCode(429).putHeader("Retry-After", "1"),
              "{\"id\":\"limited-1\",\"code\":\"REQUEST_LIMITED\"}");
      case STATUS_429_BARE ->
          json(response.setStatusCode(429), "{\"id\":\"limited-1\",\"code\":\"REQUEST_LIMITED\"}");
      case STATUS_500 -> json(response.setStatusCode(500), "{\"code\":\"UNEXPECTED_ERROR\"}");
      case STATUS_502 -> page(response.setStatusCode(502));
      case STATUS_503 -> json(response.setStatusCode(503), "{}");
      case STATUS_503_RETRY_AFTER ->
          json(response.setStatusCode(503).putHeader("Retry-After", "1"), "{}");
      case STATUS_400_PAGE -> page(response.setStatusCode(400));
      case NO_ANSWER -> request.resume();
      case RESET_BEFORE_READ -> request.pause().connection().close();
      case RESET_AFTER_READ -> request.body().onSuccess(read -> request.connection().close());
      case TRUNCATED ->
          response
              .putHeader("Content-Length", "1000")
              .write("{\"id\":")
              .onSuccess(written -> request.connection().close());
      case REFUSED_STREAM -> response.reset(REFUSED_STREAM_CODE);
      case STREAM_RESET ->
          response
              .putHeader("Content-Length", "1000")
              .write("{\"id\":")
              .onSuccess(written -> response.reset(INTERNAL_ERROR_CODE));
      case SLOW_DRIP -> drip(response.setChunked(true), vertx);
      case BODY_OF_1_MIB -> pour(response.setChunked(true), MIB + 1);
      case BODY_OF_50_MIB -> pour(response.setChunked(true), 50L * MIB);
      case BODY_WITHOUT_END -> pour(response.setChunked(true), Long.MAX_VALUE);
      case HTML_PAGE -> page(response);
      case EMPTY_BODY -> response.end();
      case NO_JSON -> json(response, "{\"id\":");
      case JSON_ARRAY -> json(response, "[1]");
      case JSON_NULL -> json(response, "null");
      case JSON_OF_ANOTHER_SHAPE ->
          json(
              response,
              "{\"id\":{\"a\":1},\"status\":[],\"access_token\":{\"a\":1},\"keys\":{\"a\":1}}");
      case MISSING_FIELDS -> json(response, "{}");
      case REDIRECT ->
          response
              .setStatusCode(302)
              .putHeader("Location", request.absoluteURI().replace("127.0.0.1", "localhost"))
              .end();
      default -> throw new AssertionError(this);
    }
  }

  private static void page(HttpServerResponse response) {
    response
        .putHeader("Content-Type", "text/html")
        .end("<html><body>We are down for maintenance</body></html>");
  }

  private static void json(HttpServerResponse response, String body) {
    response.putHeader("Content-Type", "application/json").end(body);
  }

  /** Writes as fast as the client reads, until it stops reading. */
  private static void pour(HttpServerResponse response, long octets) {
    if (response.closed()) {
      return;
    }
    if (octets <= CHUNK.length()) {
      response.end(CHUNK.slice(0, (int) octets));
    } else {
      response.write(CHUNK).onSuccess(written -> pour(response, octets - CHUNK.length()));
    }
  }

  private static void drip(HttpServerResponse response, Vertx vertx) {
    if (!response.closed()) {
      response.write(" ");
      vertx.setTimer(20, id -> drip(response, vertx));
    }
  }

  /** The name used on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
