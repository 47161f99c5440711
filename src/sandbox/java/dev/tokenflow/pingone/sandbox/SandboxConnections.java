package dev.tokenflow.pingone.sandbox;

import io.vertx.core.Vertx;
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
  private static final long LINGER_MS = 5_000;

  private final Vertx vertx;
  private final int maxRequests;
  private final Map<HttpConnection, Integer> requests = new HashMap<>();

  SandboxConnections(Vertx vertx, SandboxOptions options) {
    this.vertx = vertx;
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
        // A warning, as RFC 9113 section 6.8 has it: what is on its way is still answered. It
        // closes
        // later, since the client may have sent what it cannot read before. To name a last stream
        // would break the connection: Netty 4.2.9 takes DATA of a later one for an error.
        connection.goAway(NO_ERROR, Integer.MAX_VALUE);
        vertx.setTimer(LINGER_MS, lingered -> connection.shutdown());
      } else {
        request.response().putHeader("Connection", "close");
      }
    }
  }
}
