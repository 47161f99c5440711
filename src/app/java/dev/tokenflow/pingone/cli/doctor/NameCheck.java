package dev.tokenflow.pingone.cli.doctor;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Whether the host's name has addresses. */
final class NameCheck {
  private static final String NAME = "name";
  private static final int SHOWN = 4;

  private NameCheck() {}

  /** Asks the resolver with which the client connects; Vert.x has no public method for it. */
  static Finding run(Vertx vertx, Target target, Duration timeout) {
    if (target.isAddress()) {
      return Finding.ok(NAME, target.name() + " is an address");
    }
    if (target.proxy() != null) {
      return Finding.skipped(NAME, "the proxy looks up " + target.host());
    }
    Promise<List<InetSocketAddress>> resolved = Promise.promise();
    ((VertxInternal) vertx).nameResolver().resolveAll(target.host(), resolved::handle);
    try {
      return resolved
          .future()
          .map(addresses -> found(target, addresses))
          .otherwise(failure -> notFound(target))
          .await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return Finding.failed(
          NAME,
          target.host() + ": no answer within " + timeout.toMillis() + " ms",
          "network: the DNS servers of this machine");
    }
  }

  private static Finding found(Target target, List<InetSocketAddress> addresses) {
    String shown =
        addresses.stream()
            .limit(SHOWN)
            .map(address -> address.getAddress().getHostAddress())
            .collect(Collectors.joining(", "));
    return Finding.ok(
        NAME, target.host() + " is " + shown + (addresses.size() > SHOWN ? ", …" : ""));
  }

  private static Finding notFound(Target target) {
    return Finding.failed(
        NAME,
        target.host() + " has no address",
        "configuration: region or baseUrl; network: DNS, or proxy if this network needs one");
  }
}
