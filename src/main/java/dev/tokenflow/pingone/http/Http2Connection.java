package dev.tokenflow.pingone.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.StreamResetException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What this client knows of one HTTP/2 connection, which many requests share. */
final class Http2Connection {
  /**
   * Resets after which a connection is retired. Netty closes it, and every stream with it, at 200
   * within 30 s, and at most {@link Connections#HTTP2_STREAMS} more can follow: those of the
   * streams that are open then.
   */
  static final int MAX_RESETS = 100;

  /**
   * PING and SETTINGS frames within ten seconds after which a connection is closed: this client has
   * to acknowledge each (RFC 9113 section 10.5), and no server needs as many.
   */
  static final int MAX_ACKNOWLEDGED = 200;

  private static final long ACKNOWLEDGED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long REFUSED_STREAM = 7;
  // In looks, of which there is one a second: silent for one, and for three more after the PING.
  private static final int PING_AFTER = 1;
  private static final int DEAD_AFTER = 4;
  private static final Buffer PING = Buffer.buffer().appendLong(0);

  private final HttpConnection connection;
  private final long streamsEndWithinMs;
  private final Consumer<Http2Connection> onRetired;
  private int waiting;
  private boolean heard;
  private int silentLooks;
  private @Nullable String ending;
  private int resets;
  private int acknowledged;
  private long acknowledgedSince = System.nanoTime();
  private boolean retired;
  private boolean closed;

  /**
   * @param streamsEndWithinMs how long the streams of a retired connection take at most
   * @param onRetired called when it takes no new streams
   */
  Http2Connection(
      HttpConnection connection, long streamsEndWithinMs, Consumer<Http2Connection> onRetired) {
    this.connection = connection;
    this.streamsEndWithinMs = streamsEndWithinMs;
    this.onRetired = onRetired;
  }

  /** A request was sent, which now waits for its answer. */
  void sent() {
    waiting++;
  }

  /** A request no longer waits: answered, lost or given up. */
  void ended() {
    waiting--;
  }

  /** Something came from the server. */
  void heard() {
    heard = true;
  }

  /** Gives up a request that was sent, and keeps the connection for the others. */
  void reset(HttpClientRequest request) {
    request.reset();
    countReset();
  }

  /** A stream was reset, by either side: Netty counts both. */
  void countReset() {
    resets++;
    if (resets >= MAX_RESETS) {
      retire();
    }
  }

  /** Takes no new streams, and closes when the open ones have ended. */
  void retire() {
    if (!retired) {
      retired = true;
      onRetired.accept(this);
      connection.shutdown(streamsEndWithinMs, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Looks whether the server still answers: after some silence it has to answer a PING (RFC 9113
   * section 6.7), or the connection is closed. A peer that vanished without a trace would otherwise
   * be noticed by the time-out of each request on this connection, one after another.
   *
   * @return whether requests wait, so that there is another look
   */
  boolean look() {
    if (waiting == 0 || heard) {
      silentLooks = 0;
    } else {
      silentLooks++;
      if (silentLooks == PING_AFTER) {
        connection.ping(PING).onSuccess(pong -> heard());
      } else if (silentLooks == DEAD_AFTER) {
        close("the server does not answer a PING");
      }
    }
    heard = false;
    return waiting > 0;
  }

  /** The server sent a PING or SETTINGS. */
  void acknowledged() {
    long now = System.nanoTime();
    if (now - acknowledgedSince > ACKNOWLEDGED_WITHIN_NANOS) {
      acknowledgedSince = now;
      acknowledged = 0;
    }
    acknowledged++;
    if (acknowledged > MAX_ACKNOWLEDGED) {
      close("the server floods it with PING or SETTINGS frames");
    }
  }

  private void close(String reason) {
    if (ending == null) {
      ending = reason;
      connection.close();
    }
  }

  /** Why this client closed it at once, or null. */
  @Nullable String ending() {
    return ending;
  }

  void closed() {
    closed = true;
  }

  /**
   * Whether this failure proves that the server did not process the request (RFC 9113 section 8.7).
   * To be asked after the event that failed it.
   *
   * <p>A stream that ends with a GOAWAY fails with the same exception whether the server processed
   * it or not. But those above its last stream end when it comes, while the connection goes on for
   * the others, and those end with an answer, a reset, or the connection. The number of the last
   * stream would not do: a server may send a second GOAWAY with a lower one (section 6.8), which
   * Vert.x does not tell.
   */
  boolean proves(Throwable failure) {
    return failure instanceof HttpClosedException && !closed;
  }

  /** Whether the server refused this stream, and so did not process it. */
  static boolean isRefused(Throwable failure) {
    return failure instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM;
  }
}
