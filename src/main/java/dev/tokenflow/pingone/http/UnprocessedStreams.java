package dev.tokenflow.pingone.http;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.StreamResetException;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which HTTP/2 streams a server certainly did not process (RFC 9113 section 8.7): those reset
 * with {@code REFUSED_STREAM}, and those above the last stream of a GOAWAY.
 */
final class UnprocessedStreams {
  private static final long REFUSED_STREAM = 7;

  // By connections whose server is about to close them, until it does.
  private final Map<HttpConnection, Integer> lastStreamIds = new HashMap<>();

  /** Remembers the last stream of the connection's GOAWAY. */
  void watch(HttpConnection connection) {
    try {
      connection.goAwayHandler(
          goAway -> {
            lastStreamIds.put(connection, goAway.getLastStreamId());
            connection.closeHandler(closed -> lastStreamIds.remove(connection));
          });
    } catch (UnsupportedOperationException http1) {
      // The server did not choose HTTP/2.
    }
  }

  /**
   * Whether this failure proves that the request was not processed. A stream that ends with a
   * GOAWAY fails with the same exception whether the server processed it or not: only the stream's
   * id tells.
   */
  boolean prove(HttpClientRequest request, Throwable failure) {
    if (failure instanceof StreamResetException reset) {
      return reset.getCode() == REFUSED_STREAM;
    }
    Integer last = lastStreamIds.get(request.connection());
    return last != null && request.streamId() > last;
  }
}
