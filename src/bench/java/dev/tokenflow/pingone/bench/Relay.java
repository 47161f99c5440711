package dev.tokenflow.pingone.bench;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between client and server: a TCP relay that delivers everything late. Its client is
 * connected at once, so what that client sends first is late by one round trip more, the handshake
 * of TCP.
 */
final class Relay {
  private final Vertx vertx;
  private final int serverPort;
  private final long delayMs;
  // Kept, since Vert.x closes a client that is not, with its connections.
  private final NetClient netClient;
  private final AtomicInteger connections = new AtomicInteger();

  private Relay(Vertx vertx, int serverPort, long delayMs) {
    this.vertx = vertx;
    this.netClient = vertx.createNetClient();
    this.serverPort = serverPort;
    this.delayMs = delayMs;
  }

  /**
   * Starts a relay to a port on 127.0.0.1.
   *
   * @param host the address on which it listens, at the same port
   * @param delayMs the delay in each direction
   */
  static Relay start(Vertx vertx, String host, int serverPort, long delayMs) {
    Relay relay = new Relay(vertx, serverPort, delayMs);
    NetServer server =
        vertx.createNetServer(
            new NetServerOptions().setHost(host).setPort(serverPort).setTcpNoDelay(true));
    server.connectHandler(relay::accept).listen().await();
    return relay;
  }

  /** The connections since the start. */
  int connections() {
    return connections.get();
  }

  private void accept(NetSocket client) {
    connections.incrementAndGet();
    client.pause();
    long openFrom = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2 * delayMs);
    netClient
        .connect(serverPort, "127.0.0.1")
        .onSuccess(
            server -> {
              pass(client, server, openFrom);
              pass(server, client, openFrom);
              client.resume();
            })
        .onFailure(cause -> client.close());
  }

  private void pass(NetSocket from, NetSocket to, long openFrom) {
    from.handler(data -> late(openFrom, () -> to.write(data)));
    from.closeHandler(closed -> late(openFrom, to::close));
    from.exceptionHandler(broken -> {}); // closes it, too
  }

  private void late(long openFrom, Runnable delivery) {
    long opening = TimeUnit.NANOSECONDS.toMillis(openFrom - System.nanoTime());
    // Timers of equal length expire in order, and the first ones are the longest.
    vertx.setTimer(Math.max(1, Math.max(0, opening) + delayMs), due -> delivery.run());
  }
}
