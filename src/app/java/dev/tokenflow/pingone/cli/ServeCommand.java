package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.cli.cluster.Cluster;
import dev.tokenflow.pingone.cli.cluster.ClusterArguments;
import dev.tokenflow.pingone.cli.management.ManagementAddress;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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
  /** A strong reference: java.util.logging drops unreferenced loggers together with their level. */
  private static final Logger METERS = Logger.getLogger("io.micrometer");

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "The configuration, a JSON object; Java-style comments are allowed, and $${NAME} stands "
              + "for an environment variable. Several files are several applications, each with its "
              + "own address. With one file or none, environment variables such as "
              + "PINGONE_CLIENT_ID go before it.")
  private List<Path> files = List.of();

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
      names = "--management",
      paramLabel = "[HOST:]PORT",
      converter = ManagementAddress.class,
      description =
          "Listen there for health checks (/health/live, /health/ready), Prometheus (/metrics) and "
              + "people (/), on 127.0.0.1 unless a host is given. It needs no authentication: keep "
              + "it off public networks.")
  private @Nullable SocketAddress management;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Log lines as ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private LogFormat logFormat;

  @Option(
      names = "--cluster",
      description =
          "Join a clustered event bus. It needs --cluster-members or --cluster-dns, and the files for "
              + "TLS or --cluster-plaintext.")
  private boolean cluster;

  @Mixin private ClusterArguments clusterArguments;

  @Override
  public Integer call() {
    if (instances < 1) {
      throw new BadUsageException("--instances is " + instances + ", expected 1 or more");
    }
    rejectMisspelledOptions();
    Map<String, JsonObject> applications = applications();
    if (!cluster && clusterArguments.given()) {
      throw new BadUsageException("--cluster-… options require --cluster");
    }
    Cluster joined = cluster ? clusterArguments.cluster() : null;
    if (check) {
      return check(applications);
    }
    Promise<Void> stop = Promise.promise();
    // A further signal does not end what the first one lets end: a group of processes gets two.
    StopSignal signal = new StopSignal(stop::complete, () -> {});
    try {
      return serve(applications, joined, stop.future());
    } finally {
      signal.close();
    }
  }

  /** After the files of --conf, one that is misspelled looks like another file. */
  private void rejectMisspelledOptions() {
    List<String> options =
        files.stream().map(Path::toString).filter(file -> file.startsWith("--")).toList();
    if (!options.isEmpty()) {
      throw new UnmatchedArgumentException(spec.commandLine(), options);
    }
  }

  /** The configurations by address. */
  private Map<String, JsonObject> applications() {
    JsonObject environment = EnvironmentVariables.ofProcess().configuration();
    if (files.isEmpty() && environment.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--conf=FILE', and no environment variable such as"
              + " PINGONE_CLIENT_ID is set either");
    }
    if (files.isEmpty()) {
      return Map.of(address(environment), environment);
    }
    Map<String, JsonObject> applications = new LinkedHashMap<>();
    for (Path file : files) {
      JsonObject configuration =
          files.size() == 1
              ? ConfigurationFile.readUnderEnvironment(file)
              : ConfigurationFile.read(file);
      String address = address(configuration);
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

  private static String address(JsonObject configuration) {
    return String.valueOf(configuration.getValue("address", "pingone")).strip();
  }

  private int check(Map<String, JsonObject> applications) {
    PrintWriter out = spec.commandLine().getOut();
    Vertx vertx = Vertx.vertx();
    try {
      for (JsonObject configuration : applications.values()) {
        PingOneOptions loaded = PingOneOptions.load(vertx, configuration).await();
        out.println(EffectiveConfiguration.of(configuration, loaded).encodePrettily());
      }
    } finally {
      vertx.close().await();
    }
    out.flush();
    return 0;
  }

  private int serve(
      Map<String, JsonObject> applications, @Nullable Cluster joined, Future<Void> stop) {
    logFormat.use();
    PrintWriter out = spec.commandLine().getOut();
    VertxOptions options = new VertxOptions();
    if (management != null) {
      options.setMetricsOptions(metrics());
    }
    Vertx vertx =
        joined == null
            ? Vertx.vertx(options)
            : joined.join(options, out, spec.commandLine().getErr());
    Service service = new Service(vertx, applications, instances);
    try {
      if (management != null) {
        HttpServer server = service.manage(management);
        out.println("Management at http://" + at(management, server.actualPort()) + "/");
        out.flush();
      }
      Future<Void> started = stop.isComplete() ? stop : service.start();
      Future.any(started.otherwiseEmpty(), stop).await();
      if (!stop.isComplete()) {
        started.await();
        announce(applications.keySet());
      }
    } catch (RuntimeException failed) {
      vertx.close().await();
      throw failed;
    }
    stop.await();
    out.println("Stopping, when what runs has ended.");
    out.flush();
    service.stop().await();
    out.println("Stopped.");
    out.flush();
    return 0;
  }

  private void announce(Set<String> addresses) {
    PrintWriter out = spec.commandLine().getOut();
    for (String address : addresses) {
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
  }

  private static MicrometerMetricsOptions metrics() {
    // Vert.x registers the gauges of a pool once for each instance, and those of an HTTP pool with
    // other tags than those of a worker pool. Both would be reported as warnings.
    METERS.setLevel(Level.SEVERE);
    return new MicrometerMetricsOptions()
        // Without the method of a request: a caller of the port can invent any number of them.
        .setLabels(EnumSet.of(Label.HTTP_CODE, Label.POOL_TYPE, Label.EB_SIDE))
        .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
        .setEnabled(true);
  }

  private static String at(SocketAddress asked, int port) {
    String host = asked.host();
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
  }
}
