package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    description = {
      "Deploys the verticle and runs until it is stopped. With --cluster, every member of the "
          + "cluster's event bus can use it.",
      "On SIGTERM or Ctrl-C it takes no further requests, lets what runs end (drainTimeoutMs), and "
          + "exits with 0."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description =
          "The configuration, a JSON object; Java-style comments are allowed. Several files are "
              + "several applications, each with its own address.")
  private List<Path> files;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Verticle instances of each application, each with an event loop and limits of its own "
              + "(default: ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--check",
      description = "Validate, print the effective configuration without its secrets, and end.")
  private boolean check;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Log lines as ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat;

  @Option(
      names = "--cluster",
      description =
          "Join a clustered event bus (Hazelcast). Members are found by multicast unless "
              + "-Dvertx.hazelcast.config=FILE says otherwise.")
  private boolean cluster;

  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() throws InterruptedException {
    if (instances < 1) {
      throw new BadUsageException("--instances is " + instances + ", expected 1 or more");
    }
    Map<String, JsonObject> applications = applications();
    if (!cluster && clusterArguments.given()) {
      throw new BadUsageException("--cluster-… options require --cluster");
    }
    return check ? check(applications) : serve(applications);
  }

  /** The configurations by address. */
  private Map<String, JsonObject> applications() {
    Map<String, JsonObject> applications = new LinkedHashMap<>();
    for (Path file : files) {
      JsonObject configuration = ConfigurationFile.read(file);
      String address = String.valueOf(configuration.getValue("address", "pingone")).strip();
      if (applications.put(address, configuration) != null) {
        throw new BadUsageException(
            "--conf: "
                + file
                + " has the address \""
                + address
                + "\" of a file before it, expected"
                + " another \"address\" for each application");
      }
    }
    return applications;
  }

  private int check(Map<String, JsonObject> applications) {
    PrintWriter out = spec.commandLine().getOut();
    Vertx vertx = Vertx.vertx();
    try {
      for (JsonObject configuration : applications.values()) {
        PingOneOptions.load(vertx, configuration).await();
        out.println(EffectiveConfiguration.of(configuration).encodePrettily());
      }
    } finally {
      vertx.close().await();
    }
    out.flush();
    return 0;
  }

  private int serve(Map<String, JsonObject> applications) throws InterruptedException {
    logFormat.use();
    PrintWriter out = spec.commandLine().getOut();
    Vertx vertx = cluster ? clusterArguments.join() : Vertx.vertx();
    Service service = new Service(vertx, applications, instances);
    try {
      service.start();
    } catch (RuntimeException failed) {
      vertx.close().await();
      throw failed;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service)));
    for (String address : applications.keySet()) {
      out.println(
          "Serving at event bus address "
              + address
              + ".sign-on, "
              + (cluster
                  ? "for the whole cluster"
                  : "for this process only (add --cluster to serve others)")
              + ".");
    }
    out.println("Stop with Ctrl-C.");
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  /** Ends the process here: after a signal the JVM's own exit code would not be 0. */
  private void stop(Service service) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Stopping, when what runs has ended.");
    out.flush();
    service.stop();
    out.println("Stopped.");
    out.flush();
    Runtime.getRuntime().halt(0);
  }
}
