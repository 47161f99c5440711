package dev.tokenflow.pingone.cli.doctor;

import io.vertx.core.Vertx;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the host takes connections, or the proxy makes one. */
final class ConnectionCheck {
  private static final String NAME = "connection";

  private ConnectionCheck() {}

  static Finding run(Vertx vertx, Target target, Duration timeout) {
    NetClient client = vertx.createNetClient();
    ConnectOptions connect =
        new ConnectOptions()
            .setHost(target.name())
            .setPort(target.port())
            .setTimeout((int) timeout.toMillis());
    if (target.proxy() != null) {
      connect.setProxyOptions(target.proxyOptions());
    }
    try {
      return client
          .connect(connect)
          .compose(NetSocket::close)
          .map(connected -> Finding.ok(NAME, opened(target)))
          .otherwise(failure -> ConnectionReading.failed(target, failure))
          // A proxy may take its own time on top of the connect.
          .await(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return ConnectionReading.failed(target, late);
    } finally {
      client.close();
    }
  }

  private static String opened(Target target) {
    return target.proxy() == null
        ? "TCP to " + target.address() + ", no proxy"
        : "to " + target.address() + " through the proxy " + target.proxy().address();
  }
}
