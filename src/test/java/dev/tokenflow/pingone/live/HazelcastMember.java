package dev.tokenflow.pingone.live;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import dev.tokenflow.pingone.live.ClusterManagers.Member;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** A member of a cluster by Hazelcast. */
final class HazelcastMember {
  private HazelcastMember() {}

  static Member join(String cluster) {
    Config config = ConfigUtil.loadConfig().setClusterName(cluster);
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getNetworkConfig().setPort(25801).getInterfaces().setEnabled(true);
    config.getNetworkConfig().getInterfaces().addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1");
    return Member.of(new HazelcastClusterManager(config), () -> {});
  }
}
