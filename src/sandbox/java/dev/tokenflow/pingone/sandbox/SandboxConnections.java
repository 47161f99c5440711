package dev.tokenflow.pingone.sandbox;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many requests a connection carries, and how long it lasts. */
final class SandboxConnections {
  private static final int NO_ERROR = 0;

  private final int maxRequests;
  private final Map<HttpConnection, Integer> requests = new HashMap<>();

  SandboxConnections(SandboxOptions options) {
    this.maxRequests = options.requestsPerConnection();
  }

  /** The limits that Vert.x keeps. */
  static HttpServerOptions limit(HttpServerOptions server, SandboxOptions options) {
    if (options.maxConcurrentStreams() > 0) {
      server.setInitialSettings(
          new Http2Settings().setMaxConcurrentStreams(options.maxConcurrentStreams()));
    }
    return server
        .setIdleTimeout((int) options.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** Counts a request; the last one that its connection may carry begins to close it. */
  void count(HttpServerRequest request) {
    if (maxRequests == 0) {
      return;
    }
    HttpConnection connection = request.connection();
    int number = requests.merge(connection, 1, Integer::sum);
    if (number == 1) {
      connection.closeHandler(closed -> requests.remove(connection));
    }
    if (number == maxRequests) {
      if (request.version() == HttpVersion.HTTP_2) {
        // Later streams are ignored (RFC 9113 section 6.8); it closes when the others have ended.
        connection.goAway(NO_ERROR, request.streamId());
        connection.shutdown();
      } else {
        request.response().putHeader("Connection", "close");
      }
    }
  }
}
