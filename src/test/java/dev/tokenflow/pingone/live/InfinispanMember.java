package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.live.ClusterManagers.Member;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;

/** A member of a cluster by Infinispan, whose members are all in this JVM. */
final class InfinispanMember {
  private static final String CONFIGURATION =
      """
      <infinispan xmlns="urn:infinispan:config:14.0">
        <jgroups>
          <stack name="in-this-jvm">
            <SHARED_LOOPBACK xmlns="urn:org:jgroups" bind_addr="127.0.0.1" diag.enabled="false"/>
            <SHARED_LOOPBACK_PING xmlns="urn:org:jgroups"/>
            <MERGE3 xmlns="urn:org:jgroups" min_interval="500" max_interval="1000"/>
            <pbcast.NAKACK2 xmlns="urn:org:jgroups"/>
            <UNICAST3 xmlns="urn:org:jgroups"/>
            <pbcast.STABLE xmlns="urn:org:jgroups"/>
            <pbcast.GMS xmlns="urn:org:jgroups" print_local_addr="false" join_timeout="3000"/>
            <UFC xmlns="urn:org:jgroups"/>
            <MFC xmlns="urn:org:jgroups"/>
            <FRAG4 xmlns="urn:org:jgroups"/>
          </stack>
        </jgroups>
        <cache-container name="%1$s" shutdown-hook="DONT_REGISTER">
          <transport stack="in-this-jvm" cluster="%1$s"/>
          <clustered-locks xmlns="urn:infinispan:config:clustered-locks:14.0"
                           num-owners="3" reliability="AVAILABLE"/>
          <counters xmlns="urn:infinispan:config:counters:14.0"
                    num-owners="3" reliability="AVAILABLE"/>
          <replicated-cache name="__vertx.subs"/>
          <replicated-cache name="__vertx.haInfo"/>
          <replicated-cache name="__vertx.nodeInfo"/>
          <distributed-cache-configuration name="__vertx.distributed.cache.configuration"/>
        </cache-container>
      </infinispan>
      """;

  private InfinispanMember() {}

  static Member join(String cluster) {
    DefaultCacheManager caches =
        new DefaultCacheManager(new ParserRegistry().parse(CONFIGURATION.formatted(cluster)), true);
    return Member.of(new InfinispanClusterManager(caches), caches::stop);
  }
}
