package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;

import dev.tokenflow.pingone.cli.cluster.ClusterArguments;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.util.DefaultSocketFactory;

/**
 * A program of somebody else, who knows where the cluster is and how it is configured. It checks
 * nothing of its own certificates.
 */
final class StrangeMember implements AutoCloseable {
  private final DefaultCacheManager caches;
  private final Sockets sockets;
  private final Vertx vertx;

  private StrangeMember(DefaultCacheManager caches, Sockets sockets, Vertx vertx) {
    this.caches = caches;
    this.sockets = sockets;
    this.vertx = vertx;
  }

  /**
   * Joins if it is let in; else it is alone.
   *
   * @param members their ports
   * @param group how it speaks to the members
   * @param eventBus how it speaks on the event bus
   */
  static StrangeMember join(List<Integer> members, Tls group, Tls eventBus) throws Exception {
    Properties settings = new Properties();
    settings.setProperty(
        "cluster.members",
        members.stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(",")));
    settings.setProperty("cluster.port", String.valueOf(ServedMember.freePort()));
    settings.setProperty("cluster.detection.port", "0");
    ConfigurationBuilderHolder configuration =
        new ParserRegistry(StrangeMember.class.getClassLoader(), false, settings)
            .parse(ClusterArguments.class.getResource("infinispan.xml"));
    Sockets sockets =
        group.encrypted()
            ? new Sockets(group.context())
            : new Sockets(SocketFactory.getDefault(), ServerSocketFactory.getDefault());
    configuration
        .getGlobalConfigurationBuilder()
        .transport()
        .addProperty(JGroupsTransport.SOCKET_FACTORY, sockets);
    DefaultCacheManager caches = new DefaultCacheManager(configuration, true);
    return new StrangeMember(
        caches,
        sockets,
        await(
            Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(eventBus.eventBus()))
                .withClusterManager(new InfinispanClusterManager(caches))
                .buildClustered()));
  }

  Vertx vertx() {
    return vertx;
  }

  /** How many members it sees, itself among them. */
  int members() {
    return caches.getMembers().size();
  }

  /** Waits until it has tried two more times to connect to a member. */
  void awaitAttempts() {
    await(attempts(sockets.created.get() + 2));
  }

  private Future<Void> attempts(int wanted) {
    return sockets.created.get() >= wanted
        ? Future.succeededFuture()
        : vertx.timer(50).compose(due -> attempts(wanted));
  }

  @Override
  public void close() {
    await(vertx.close());
    caches.stop();
  }

  /**
   * How somebody speaks.
   *
   * @param name of the kind
   * @param files null in plain TCP
   * @param shown whether the certificate is shown
   */
  record Tls(String name, ClusterFiles files, boolean shown) {
    boolean encrypted() {
      return files != null;
    }

    SSLContext context() throws Exception {
      Vertx reader = Vertx.vertx();
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys =
            shown ? ownKey().getKeyManagerFactory(reader).getKeyManagers() : new KeyManager[0];
        context.init(keys, trust().getTrustManagerFactory(reader).getTrustManagers(), null);
        return context;
      } catch (IOException | GeneralSecurityException unusable) {
        throw new AssertionError(unusable);
      } finally {
        await(reader.close());
      }
    }

    EventBusOptions eventBus() {
      EventBusOptions options = new EventBusOptions().setHost("127.0.0.1");
      if (encrypted()) {
        // A server needs some certificate.
        options.setSsl(true).setClientAuth(ClientAuth.NONE).setTrustAll(true);
        options.setKeyCertOptions(ownKey());
      }
      return options;
    }

    PemKeyCertOptions ownKey() {
      return new PemKeyCertOptions()
          .setKeyPath(files.key().toString())
          .setCertPath(files.certificate().toString());
    }

    private PemTrustOptions trust() {
      return new PemTrustOptions().addCertPath(files.authority().toString());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Counts its attempts. */
  private static final class Sockets extends DefaultSocketFactory {
    private final AtomicInteger created = new AtomicInteger();

    Sockets(SSLContext context) {
      super(context);
    }

    Sockets(SocketFactory sockets, ServerSocketFactory serverSockets) {
      super(sockets, serverSockets);
    }

    @Override
    public Socket createSocket(String name) throws IOException {
      created.incrementAndGet();
      return super.createSocket(name);
    }
  }
}
