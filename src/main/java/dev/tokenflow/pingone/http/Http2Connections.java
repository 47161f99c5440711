package dev.tokenflow.pingone.http;

import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open HTTP/2 connections, which are looked after while requests wait for their answers. */
final class Http2Connections {
  private static final long LOOK_EVERY_MS = 1_000;

  private final Vertx vertx;
  private final long streamsEndWithinMs;
  private final Map<HttpConnection, Http2Connection> open = new HashMap<>();
  private final Set<Http2Connection> usable = new HashSet<>();
  private @Nullable Timer nextLook;

  /**
   * @param requestTimeout the time of each request, within which the last stream of a connection
   *     ends
   */
  Http2Connections(Vertx vertx, Duration requestTimeout) {
    this.vertx = vertx;
    this.streamsEndWithinMs = requestTimeout.toMillis();
  }

  /** Tracks this connection until it closes; false if it is HTTP/1.1. */
  boolean watch(HttpConnection connection) {
    Http2Connection watched = new Http2Connection(connection, streamsEndWithinMs, usable::remove);
    try {
      // When it is over with the streams that the GOAWAY ends, which is after this event.
      connection.goAwayHandler(
          goAway -> {
            usable.remove(watched);
            vertx.runOnContext(later -> watched.retire());
          });
      connection.pingHandler(ping -> watched.acknowledged());
      connection.remoteSettingsHandler(settings -> watched.acknowledged());
    } catch (UnsupportedOperationException http1) {
      return false; // the server did not choose HTTP/2
    }
    usable.add(watched);
    open.put(connection, watched);
    connection.closeHandler(
        closed -> {
          watched.closed();
          usable.remove(watched);
          open.remove(connection);
        });
    return true;
  }

  /** Whether one of them takes new streams. */
  boolean areUsable() {
    return !usable.isEmpty();
  }

  /** This connection; null if it is closed or HTTP/1.1. */
  @Nullable Http2Connection find(HttpConnection connection) {
    return open.get(connection);
  }

  /** A request was sent on one of them. */
  void sent(Http2Connection connection) {
    connection.sent();
    if (nextLook == null) {
      lookLater();
    }
  }

  /** Does this when all has been done that the present event does. */
  void afterThisEvent(Runnable action) {
    vertx.runOnContext(later -> action.run());
  }

  private void look() {
    nextLook = null;
    boolean waiting = false;
    for (Http2Connection connection : List.copyOf(open.values())) {
      waiting |= connection.look();
    }
    if (waiting) {
      lookLater();
    }
  }

  private void lookLater() {
    nextLook = vertx.timer(LOOK_EVERY_MS);
    nextLook.onSuccess(now -> look());
  }

  void close() {
    if (nextLook != null) {
      nextLook.cancel();
    }
  }
}
