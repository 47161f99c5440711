package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.cli.management.ManagementServer;
import dev.tokenflow.pingone.cli.management.Readiness;
import dev.tokenflow.pingone.cli.management.Readiness.Phase;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The deployed applications of a process. */
final class Service {
  private final Vertx vertx;
  private final Map<String, JsonObject> applications;
  private final int instances;
  private final Readiness readiness;
  private final List<String> deployments = new ArrayList<>();

  /**
   * @param applications the configurations by address
   * @param instances verticle instances of each
   */
  Service(Vertx vertx, Map<String, JsonObject> applications, int instances) {
    this.vertx = vertx;
    this.applications = applications;
    this.instances = instances;
    this.readiness = new Readiness(applications);
  }

  /** Listens at the management port; fails if it is in use. */
  HttpServer manage(SocketAddress address) {
    return ManagementServer.listen(vertx, address, readiness)
        .recover(
            failed ->
                Future.failedFuture(
                    new BadUsageException(
                        "--management: cannot listen at " + address + ", " + failed.getMessage())))
        .await();
  }

  /** Deploys all of them; fails with the first that cannot be deployed. */
  void start() {
    for (JsonObject configuration : applications.values()) {
      deployments.add(
          vertx
              .deployVerticle(
                  PingOneVerticle.class.getName(),
                  new DeploymentOptions().setConfig(configuration).setInstances(instances))
              .await());
    }
    readiness.enter(Phase.SERVING);
  }

  /** Drains all of them at the same time, and closes Vert.x. Its waits for open flows are over. */
  void stop() {
    readiness.enter(Phase.DRAINING);
    Future.join(deployments.stream().map(vertx::undeploy).toList())
        .transform(undeployed -> vertx.close())
        .await();
  }
}
