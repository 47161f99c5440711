package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.Security;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.infinispan.commons.CacheException;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jspecify.annotations.Nullable;

/** A cluster to join. */
public final class Cluster {
  private static final int PING_MILLIS = 2000;
  private static final int REPLY_MILLIS = 5000;

  private final String name;
  private final Endpoints endpoints;
  private final Discovery discovery;
  private final @Nullable MemberCertificate certificate;

  /**
   * @param name only members of the same name join each other
   * @param certificate null: everything crosses the network in the clear
   */
  Cluster(
      String name,
      Endpoints endpoints,
      Discovery discovery,
      @Nullable MemberCertificate certificate) {
    this.name = name;
    this.endpoints = endpoints;
    this.discovery = discovery;
    this.certificate = certificate;
  }

  /**
   * Joins; blocks until this member is in the cluster, be it as the first.
   *
   * @param out says what it waits for
   * @param err has the warnings
   */
  public Vertx join(VertxOptions options, PrintWriter out, PrintWriter err) {
    GroupLog.quieten();
    warn(err);
    if (discovery instanceof Discovery.Name) {
      // By default the JVM keeps the addresses of a name for 30 s: members that start at the same
      // time would not find each other for so long.
      Security.setProperty("networkaddress.cache.ttl", "2");
      Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }
    endpoints.requireFree();
    out.println(
        "Joining the cluster " + name + " at " + endpoints + ", by way of " + discovery + ".");
    out.flush();
    DefaultCacheManager caches = caches();
    int members = Objects.requireNonNull(caches.getMembers()).size();
    out.println(
        members > 1
            ? "Joined the cluster " + name + ", which has " + members + " members."
            : "Started the cluster "
                + name
                + ": no other member has answered. Others join when they start; if some run"
                + " already, compare name, addresses and CA.");
    out.flush();
    caches.addListener(new ViewLog());
    return Vertx.builder()
        .with(options.setEventBusOptions(eventBus()))
        .withClusterManager(new Membership(new InfinispanClusterManager(caches), caches::stop))
        .buildClustered()
        .await();
  }

  private void warn(PrintWriter err) {
    if (endpoints.wildcard() != null) {
      err.println(
          "Warning: --cluster-bind "
              + endpoints.wildcard()
              + " names no address, so this member listens at "
              + endpoints.host()
              + ", the machine's first address that is not loopback: the networks behind it reach its"
              + " ports. Name the address of the network that the members share.");
    }
    if (certificate == null && !endpoints.isOnLoopback()) {
      err.println(
          "Warning: --cluster-plaintext sends passwords and tokens over the network in the clear,"
              + " and anyone who reaches the ports can join and gets them.");
    }
    err.flush();
  }

  private DefaultCacheManager caches() {
    ConfigurationBuilderHolder configuration = configuration();
    if (certificate != null) {
      configuration
          .getGlobalConfigurationBuilder()
          .transport()
          .addProperty(JGroupsTransport.SOCKET_FACTORY, new MemberSockets(certificate.context()));
    }
    try {
      return new DefaultCacheManager(configuration, true);
    } catch (CacheException failed) {
      Throwable first = failed;
      while (first.getCause() != null) {
        first = first.getCause();
      }
      throw new BadUsageException(
          "--cluster: cannot join the cluster " + name + " at " + endpoints + ", " + first);
    }
  }

  private ConfigurationBuilderHolder configuration() {
    Properties settings = new Properties();
    settings.setProperty("cluster.name", name);
    settings.setProperty(
        "cluster.member", endpoints + "-" + UUID.randomUUID().toString().substring(0, 8));
    settings.setProperty("cluster.bind", endpoints.host());
    settings.setProperty("cluster.port", String.valueOf(endpoints.port()));
    settings.setProperty("cluster.detection.port", String.valueOf(endpoints.detectionPort()));
    if (discovery instanceof Discovery.Members list) {
      settings.setProperty("cluster.discovery", "members");
      settings.setProperty("cluster.members", list.hosts());
    } else if (discovery instanceof Discovery.Name dns) {
      settings.setProperty("cluster.discovery", "dns");
      settings.setProperty("cluster.dns", dns.name());
    }
    try {
      return new ParserRegistry(Cluster.class.getClassLoader(), false, settings)
          .parse(Objects.requireNonNull(Cluster.class.getResource("infinispan.xml")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private EventBusOptions eventBus() {
    // By default a connection to a member that was cut off is kept for 40 s, and swallows what is
    // sent to it when it is back.
    EventBusOptions options =
        new EventBusOptions()
            .setClusterPingInterval(PING_MILLIS)
            .setClusterPingReplyInterval(REPLY_MILLIS)
            .setConnectTimeout(REPLY_MILLIS)
            .setHost(endpoints.host())
            .setPort(endpoints.eventBusPort());
    return certificate == null ? options : certificate.protect(options);
  }
}
