package dev.tokenflow.pingone.live;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** What can go wrong with one answer, done to a real request over a real socket. */
enum Fault {
  HTML_PAGE("invalid_response"),
  EMPTY_BODY("invalid_response"),
  NO_JSON("invalid_response"),
  JSON_ARRAY("invalid_response"),
  JSON_NULL("invalid_response"),
  JSON_OF_ANOTHER_SHAPE("invalid_response"),
  JSON_WITHOUT_FIELDS("invalid_response"),
  OVER_A_MEBIBYTE("invalid_response"),
  WITHOUT_END("invalid_response"),
  NO_ANSWER("timeout"),
  SLOW_DRIP("timeout"),
  RESET("unavailable"),
  TRUNCATED("unavailable"),
  STATUS_500("unavailable"),
  STATUS_503("unavailable"),
  STATUS_429("rate_limited"),
  STATUS_400_WITH_HTML("invalid_response");

  private final String error;

  Fault(String error) {
    this.error = error;
  }

  /** The error that a caller has to get. */
  String error() {
    return error;
  }

  int code() {
    return switch (error) {
      case "invalid_response" -> 502;
      case "timeout" -> 504;
      case "rate_limited" -> 429;
      default -> 503;
    };
  }

  /** Whether a whole answer with a status of success comes. */
  boolean isAnswered() {
    return switch (this) {
      case HTML_PAGE,
          EMPTY_BODY,
          NO_JSON,
          JSON_ARRAY,
          JSON_NULL,
          JSON_OF_ANOTHER_SHAPE,
          JSON_WITHOUT_FIELDS ->
          true;
      default -> false;
    };
  }

  /** The step that a request to the sandbox belongs to. */
  static String stepOf(HttpServerRequest request) {
    String path = request.path().replaceFirst("^/[^/]+", "");
    return switch (path) {
      case "/as/authorize" -> "authorize";
      case "/as/resume" -> "resume";
      case "/as/token" -> "token";
      case "/as/jwks" -> "id_token";
      case "/as/par" -> "par";
      case "/as/introspect" -> "introspect";
      case "/as/revoke" -> "revoke";
      case "/as/userinfo" -> "userinfo";
      default -> request.method().equals(HttpMethod.GET) ? "look" : "credentials";
    };
  }

  /** Answers the request, or does not. */
  void happenTo(HttpServerRequest request, Vertx vertx) {
    HttpServerResponse response = request.response();
    switch (this) {
      case HTML_PAGE -> html(response, 200);
      case EMPTY_BODY -> response.end();
      case NO_JSON -> json(response, "{\"id\":");
      case JSON_ARRAY -> json(response, "[1]");
      case JSON_NULL -> json(response, "null");
      case JSON_OF_ANOTHER_SHAPE ->
          json(
              response,
              "{\"id\":{\"a\":1},\"status\":[],\"access_token\":{\"a\":1},\"keys\":{\"a\":1}}");
      case JSON_WITHOUT_FIELDS -> json(response, "{}");
      case OVER_A_MEBIBYTE -> json(response, "{\"id\":\"" + "x".repeat(1024 * 1024) + "\"}");
      case WITHOUT_END -> pour(response.setChunked(true));
      case NO_ANSWER -> request.resume();
      case SLOW_DRIP -> drip(response.setChunked(true), vertx);
      case RESET -> request.body().onSuccess(read -> request.connection().close());
      case TRUNCATED ->
          response
              .putHeader("Content-Length", "1000")
              .write("{\"id\":")
              .onSuccess(written -> request.connection().close());
      case STATUS_500 -> json(response.setStatusCode(500), "{\"code\":\"UNEXPECTED_ERROR\"}");
      case STATUS_503 -> json(response.setStatusCode(503), "{}");
      case STATUS_429 ->
          json(
              response.setStatusCode(429).putHeader("Retry-After", "7"),
              "{\"id\":\"limited-1\",\"code\":\"REQUEST_LIMITED\"}");
      case STATUS_400_WITH_HTML -> html(response, 400);
    }
  }

  private static void html(HttpServerResponse response, int status) {
    response
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html")
        .end("<html><body>We are down for maintenance</body></html>");
  }

  private static void json(HttpServerResponse response, String body) {
    response.putHeader("Content-Type", "application/json").end(body);
  }

  private static void pour(HttpServerResponse response) {
    if (!response.closed()) {
      response.write(Buffer.buffer("x".repeat(8192))).onSuccess(written -> pour(response));
    }
  }

  private static void drip(HttpServerResponse response, Vertx vertx) {
    if (!response.closed()) {
      response.write(" ");
      vertx.setTimer(20, due -> drip(response, vertx));
    }
  }
}
