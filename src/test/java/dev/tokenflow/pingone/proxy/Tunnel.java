package dev.tokenflow.pingone.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/** What a proxy does once it has agreed: hands on octets, both ways. */
final class Tunnel {
  private Tunnel() {}

  /** Connects a client to a port of this machine, whatever host it named, and then says so. */
  static void open(Vertx vertx, NetSocket client, int port, Buffer agreement) {
    client.pause();
    // Held by the tunnel: one that nobody holds is collected, and its connections are closed.
    NetClient connector = vertx.createNetClient();
    connector
        .connect(port, "127.0.0.1")
        .onSuccess(
            server -> {
              client.write(agreement);
              client.handler(server::write).closeHandler(closed -> connector.close());
              server.handler(client::write).closeHandler(closed -> client.close());
              client.resume();
            })
        .onFailure(refused -> client.close());
  }
}
