package dev.tokenflow.pingone.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a host's addresses to connect to. Vert.x takes the first one and keeps it. Where that
 * one is dead, the next attempt goes to the next address, and so do those after it for a while.
 */
final class Addresses {
  private static final Duration KEPT_FOR = Duration.ofMinutes(15);

  private final Vertx vertx;
  private final Origin origin;
  private @Nullable InetSocketAddress chosen;
  // Addresses that failed since one was reached, and all known addresses.
  private int failed;
  private int known;
  private Deadline keptUntil = Deadline.in(Duration.ZERO);
  private @Nullable Future<Void> choosing;

  Addresses(Vertx vertx, Origin origin) {
    this.vertx = vertx;
    this.origin = origin;
  }

  /** The address to connect to, or null for the one that Vert.x takes. */
  @Nullable InetSocketAddress current() {
    if (chosen != null && keptUntil.hasPassed()) {
      chosen = null;
    }
    return chosen;
  }

  /** Completes when the address after a failed one is chosen; null if none is being chosen. */
  @Nullable Future<Void> choosing() {
    return choosing;
  }

  /**
   * Chooses the next address.
   *
   * @param dead the address that took no connection. If it is no longer the current one, another
   *     attempt has moved on already
   * @return completes when it is chosen
   */
  Future<Void> skip(@Nullable InetSocketAddress dead, Throwable cause) {
    if (choosing != null) {
      return choosing;
    }
    if (ConnectionFault.isNameNotFound(cause)) {
      known = 0;
      return Future.succeededFuture();
    }
    if (!Objects.equals(dead, chosen)) {
      return Future.succeededFuture();
    }
    Promise<Void> chose = Promise.promise();
    choosing = chose.future();
    all()
        .onComplete(
            resolved -> {
              choosing = null;
              List<InetAddress> all = resolved.succeeded() ? resolved.result() : List.of();
              chosen = after(dead, all);
              keptUntil = Deadline.in(KEPT_FOR);
              failed++;
              known = all.size();
              chose.complete();
            });
    return chose.future();
  }

  /** An address took a connection. */
  void reached() {
    failed = 0;
  }

  /** Whether there is an address that did not fail since the last connection was made. */
  boolean isAnotherLeft() {
    return failed < known;
  }

  /** The address after the dead one, in a circle; null if that is the one that Vert.x takes. */
  private @Nullable InetSocketAddress after(
      @Nullable InetSocketAddress dead, List<InetAddress> all) {
    int next = dead == null ? 1 : all.indexOf(dead.getAddress()) + 1;
    return next < all.size() ? new InetSocketAddress(all.get(next), origin.port()) : null;
  }

  /**
   * All addresses by the resolver that Vert.x connects with, which has no public method for it. It
   * takes one a name from the hosts file, so the addresses that the JVM knows come after it.
   */
  private Future<List<InetAddress>> all() {
    Promise<List<InetSocketAddress>> resolved = Promise.promise();
    ((VertxInternal) vertx).nameResolver().resolveAll(origin.host(), resolved::handle);
    return resolved
        .future()
        .map(all -> all.stream().map(InetSocketAddress::getAddress).toList())
        .compose(
            all ->
                all.size() > 1
                    ? Future.succeededFuture(all)
                    : vertx.executeBlocking(() -> withThoseOfTheJvm(all), false));
  }

  private List<InetAddress> withThoseOfTheJvm(List<InetAddress> first) throws IOException {
    return Stream.concat(first.stream(), Arrays.stream(InetAddress.getAllByName(origin.host())))
        .distinct()
        .toList();
  }
}
