package dev.tokenflow.pingone.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of the clustered event bus. Passwords and tokens cross it, so it must use TLS unless the
 * user explicitly allows plaintext.
 */
final class ClusterArguments {
  /** A strong reference: java.util.logging drops unreferenced loggers together with their level. */
  private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

  @Option(
      names = "--cluster-key",
      paramLabel = "PEM",
      description = "This member's private key for TLS on the event bus.")
  private @Nullable String key;

  @Option(
      names = "--cluster-cert",
      paramLabel = "PEM",
      description = "This member's certificate for TLS on the event bus.")
  private @Nullable String certificate;

  @Option(
      names = "--cluster-ca",
      paramLabel = "PEM",
      description = "The certificate authority that signs the certificates of all members.")
  private @Nullable String authority;

  @Option(
      names = "--cluster-plaintext",
      description = "Join without TLS: passwords and tokens cross the network in the clear.")
  private boolean plaintext;

  /** Whether any of these options is given. */
  boolean given() {
    return plaintext || files() > 0;
  }

  /** Joins the cluster; blocks until this member has joined. */
  Vertx join(VertxOptions options) {
    System.setProperty("hazelcast.phone.home.enabled", "false");
    // Vert.x leaves the cluster itself, after its verticles have stopped.
    System.setProperty("hazelcast.shutdownhook.enabled", "false");
    HAZELCAST.setLevel(Level.WARNING);
    return Vertx.builder()
        .with(options.setEventBusOptions(eventBusOptions()))
        .withClusterManager(new InfinispanClusterManager())
        .buildClustered()
        .await();
  }

  private EventBusOptions eventBusOptions() {
    EventBusOptions options = new EventBusOptions();
    if (plaintext && files() == 0) {
      return options;
    }
    if (plaintext || files() < 3) {
      throw new BadUsageException(
          "--cluster requires either --cluster-key, --cluster-cert and --cluster-ca for TLS on the"
              + " event bus, or --cluster-plaintext to send passwords and tokens over the network"
              + " in the clear");
    }
    return options
        .setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions().setKeyPath(key).setCertPath(certificate))
        .setTrustOptions(new PemTrustOptions().addCertPath(authority))
        .setClientAuth(ClientAuth.REQUIRED);
  }

  private long files() {
    return Stream.of(key, certificate, authority).filter(Objects::nonNull).count();
  }
}
