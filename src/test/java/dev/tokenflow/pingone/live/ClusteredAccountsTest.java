package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of all cluster members with the same account, one keeps it. */
class ClusteredAccountsTest {
  @RegisterExtension final Live live = new Live();

  private final String cluster = "test-" + UUID.randomUUID();
  private final AtomicInteger passwords = new AtomicInteger();

  @Test
  void oneMemberKeepsTheAccountAndAnotherTakesOver() {
    DeploymentOptions deployment = new DeploymentOptions().setConfig(configuration());
    Vertx first = join();
    Vertx second = join();
    try {
      await(first.deployVerticle(PingOneVerticle.class.getName(), deployment));
      await(second.deployVerticle(PingOneVerticle.class.getName(), deployment));

      String token = await(account(first));
      assertEquals(token, await(account(second)));
      assertEquals(1, passwords.get());

      await(first.close());

      assertNotEquals(token, await(accountOnceThereIsALeader(second)));
      assertEquals(2, passwords.get());
    } finally {
      await(first.close());
      await(second.close());
    }
  }

  private JsonObject configuration() {
    return live.sandbox(
            options(),
            request -> {
              if (SandboxStep.of(request) == SandboxStep.CREDENTIALS) {
                passwords.incrementAndGet();
              }
              return false;
            })
        .verticleConfiguration()
        .put("accounts", new JsonObject().put("nightly", alice()));
  }

  private static Future<String> account(Vertx member) {
    return member
        .eventBus()
        .<JsonObject>request("pingone.account", new JsonObject().put("account", "nightly"))
        .map(reply -> reply.body().getString("access_token"));
  }

  /** Retries while no member keeps the account. */
  private static Future<String> accountOnceThereIsALeader(Vertx member) {
    return account(member)
        .recover(
            nobody -> {
              Promise<String> again = Promise.promise();
              member.setTimer(50, due -> accountOnceThereIsALeader(member).onComplete(again));
              return again.future();
            });
  }

  private Vertx join() {
    Config config = ConfigUtil.loadConfig().setClusterName(cluster);
    config.getNetworkConfig().setPort(25801).getInterfaces().setEnabled(true);
    config.getNetworkConfig().getInterfaces().addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1");
    return await(
        Vertx.builder().withClusterManager(new HazelcastClusterManager(config)).buildClustered());
  }
}
