package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;

/** The cluster managers that the engine is tested with: on loopback, and without TLS. */
enum ClusterManagers {
  /** As {@code serve --cluster} has it, but its members find each other inside this JVM. */
  INFINISPAN {
    @Override
    Member join(String cluster) {
      return InfinispanMember.join(cluster);
    }
  },
  /** As users have it who bring their own Vert.x. */
  HAZELCAST {
    @Override
    Member join(String cluster) {
      return HazelcastMember.join(cluster);
    }
  };

  /**
   * A member of a cluster.
   *
   * @param left stops what Vert.x leaves running when it closes
   */
  record Member(Vertx vertx, Runnable left) implements AutoCloseable {
    static Member of(ClusterManager manager, Runnable left) {
      VertxOptions options =
          new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1"));
      return new Member(
          await(Vertx.builder().with(options).withClusterManager(manager).buildClustered()), left);
    }

    /** Leaves the cluster as a program does that ends; may be called again. */
    @Override
    public void close() {
      await(vertx.close());
      left.run();
    }
  }

  /** Joins the cluster of this name, which begins with its first member. */
  abstract Member join(String cluster);
}
