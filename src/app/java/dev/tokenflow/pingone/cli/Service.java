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
import java.util.concurrent.TimeUnit;

/** The deployed applications of a process. */
final class Service {
  // Its longest wait is that for the first connection, connectTimeoutMs.
  private static final long DEPLOYMENT_SECONDS = 10;

  private final Vertx vertx;
  private final Map<String, JsonObject> applications;
  private final int instances;
  private final Readiness readiness;
  private final List<Future<String>> deployments = new ArrayList<>();
  private boolean stopping;

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

  /**
   * Deploys all of them, one after the other; fails with the first that cannot be deployed, or when
   * it is stopped before.
   */
  Future<Void> start() {
    Future<?> deployed = Future.succeededFuture();
    for (JsonObject configuration : applications.values()) {
      deployed = deployed.compose(before -> deploy(configuration));
    }
    return deployed.onSuccess(all -> readiness.enter(Phase.SERVING)).mapEmpty();
  }

  private synchronized Future<String> deploy(JsonObject configuration) {
    if (stopping) {
      return Future.failedFuture("it is stopped");
    }
    Future<String> deployment =
        vertx.deployVerticle(
            PingOneVerticle.class.getName(),
            new DeploymentOptions().setConfig(configuration).setInstances(instances));
    deployments.add(deployment);
    return deployment;
  }

  /** Drains all of them at the same time, and closes Vert.x. Its waits for open flows are over. */
  synchronized Future<Void> stop() {
    stopping = true;
    readiness.enter(Phase.DRAINING);
    return Future.join(deployments.stream().map(this::undeploy).toList())
        .transform(undeployed -> vertx.close());
  }

  /** Lets a deployment end that is under way: Vert.x cannot undeploy what is not deployed. */
  private Future<Void> undeploy(Future<String> deployment) {
    return deployment.timeout(DEPLOYMENT_SECONDS, TimeUnit.SECONDS).compose(vertx::undeploy);
  }
}
