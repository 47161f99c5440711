package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Hands on octets between a client and a server, and can swallow them as a dead network does. */
final class Relay {
  private final NetServer server;
  // Kept: Vert.x closes a client that nobody holds, with its connections.
  private final NetClient connector;
  private final Set<NetSocket> relayed = ConcurrentHashMap.newKeySet();
  private final Set<NetSocket> swallowed = ConcurrentHashMap.newKeySet();

  private Relay(Vertx vertx, int port) {
    connector = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(
                client -> {
                  client.pause();
                  connector
                      .connect(port, "127.0.0.1")
                      .onSuccess(
                          upstream -> {
                            relayed.add(client);
                            join(client, client, upstream);
                            join(client, upstream, client);
                            client.resume();
                          });
                });
  }

  /** Starts one to a port of this machine. */
  static Relay to(Vertx vertx, int port) throws Exception {
    Relay relay = new Relay(vertx, port);
    relay.server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    return relay;
  }

  private void join(NetSocket client, NetSocket from, NetSocket to) {
    from.handler(
        octets -> {
          if (!swallowed.contains(client)) {
            to.write(octets);
          }
        });
    from.closeHandler(
        closed -> {
          if (!swallowed.contains(client)) {
            to.close();
          }
        });
  }

  /** Swallows from now on what its present connections send, either way; new ones work. */
  void swallow() {
    swallowed.addAll(relayed);
  }

  int port() {
    return server.actualPort();
  }
}
