package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.PingOneVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deploys the verticle and stays. */
@Command(
    name = "serve",
    description =
        "Deploys the verticle and stays until it is interrupted. With --cluster "
            + "it serves every member of the cluster's event bus.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, a JSON object; comments as in Java are allowed.")
  private Path conf;

  @Option(
      names = "--cluster",
      description =
          "Join the clustered event bus, by Hazelcast. Its members are found as "
              + "-Dvertx.hazelcast.config=FILE says, or else by multicast.")
  private boolean cluster;

  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject configuration = ConfigurationFile.read(conf);
    if (!cluster && clusterArguments.given()) {
      throw new BadUsageException("--cluster-…: of use with --cluster only");
    }
    Vertx vertx = cluster ? clusterArguments.join() : Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
    vertx
        .deployVerticle(
            PingOneVerticle.class.getName(), new DeploymentOptions().setConfig(configuration))
        .await();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Serving at event bus address "
            + configuration.getString("address", "pingone")
            + ".sign-on until Ctrl-C, "
            + (cluster
                ? "for the whole cluster"
                : "in this process only: add --cluster to serve others"));
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
