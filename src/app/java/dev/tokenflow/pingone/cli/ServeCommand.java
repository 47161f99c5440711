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

/** Deploys the verticle and keeps the process running. */
@Command(
    name = "serve",
    description =
        "Deploys the verticle and runs until interrupted. With --cluster, every member of the "
            + "cluster's event bus can use it.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, a JSON object; Java-style comments are allowed.")
  private Path conf;

  @Option(
      names = "--cluster",
      description =
          "Join a clustered event bus (Hazelcast). Members are found by multicast unless "
              + "-Dvertx.hazelcast.config=FILE says otherwise.")
  private boolean cluster;

  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() throws InterruptedException {
    JsonObject configuration = ConfigurationFile.read(conf);
    if (!cluster && clusterArguments.given()) {
      throw new BadUsageException("--cluster-… options require --cluster");
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
            + ".sign-on, "
            + (cluster
                ? "for the whole cluster"
                : "for this process only (add --cluster to serve others)")
            + ". Stop with Ctrl-C.");
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }
}
