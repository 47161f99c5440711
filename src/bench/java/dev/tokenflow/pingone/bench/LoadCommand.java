package dev.tokenflow.pingone.bench;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures throughput and latency of the whole client at given numbers in flight. */
@Command(
    name = "load",
    description =
        "Measures throughput and latency of the whole client, with a constant number of "
            + "acquisitions in flight: whenever one ends, the next starts.")
final class LoadCommand implements Callable<Integer> {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Spec private CommandSpec spec;
  @Mixin private Tls tls;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,256,1000,10000",
      description = "Numbers of acquisitions in flight (default: ${DEFAULT-VALUE}).")
  private List<Integer> inFlight;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      split = ",",
      defaultValue = "0,50",
      description =
          "Minimum response times of the server in milliseconds (default: ${DEFAULT-VALUE}).")
  private List<Integer> latencies;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "Seconds to measure each combination (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds to run before each measurement (default: ${DEFAULT-VALUE}).")
  private long warmUpSeconds;

  @Option(
      names = "--connections",
      paramLabel = "C",
      defaultValue = "256",
      description = "The client's maxConnections (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--instances",
      paramLabel = "N",
      split = ",",
      defaultValue = "1",
      description = "Verticle instances, each with an event loop (default: ${DEFAULT-VALUE}).")
  private List<Integer> instances;

  @Option(
      names = "--sandbox",
      description = "Measure against the sandbox, which verifies everything.")
  private boolean sandbox;

  @Option(
      names = "--second-factor",
      description = "Measure sign-ons with a one-time passcode: five requests, in two calls.")
  private boolean secondFactor;

  @Override
  public Integer call() throws Exception {
    if (sandbox && secondFactor) {
      throw new ParameterException(
          spec.commandLine(),
          "--second-factor is measured against the stand-in: leave --sandbox out");
    }
    List<String> lines = new ArrayList<>();
    long failed = 0;
    for (int latency : latencies) {
      try (BenchServer server =
          BenchServer.start(
              tls,
              sandbox
                  ? List.of("--latency", latency, "--sandbox")
                  : List.of("--latency", latency))) {
        for (int n : inFlight) {
          for (int count : instances) {
            System.out.printf("  %,d in flight, latency %d ms, %d instances%n", n, latency, count);
            failed += measure(server, n, count, latency, lines);
          }
        }
      }
    }
    System.out.printf(
        "%nWhole client%s, %s, at most %d connections per instance, maximum heap %d MiB.%n"
            + "Cores: CPU time of the client's JVM, with its collector and compiler, by time.%n%n"
            + "%9s %9s %8s %9s %6s %9s %9s %9s %7s%n",
        secondFactor ? " with a second factor" : "",
        tls.described(),
        connections,
        Runtime.getRuntime().maxMemory() >> 20,
        "in flight",
        "instances",
        "latency",
        "per sec",
        "cores",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "failed");
    lines.forEach(System.out::println);
    return failed == 0 ? 0 : 1;
  }

  private long measure(BenchServer server, int n, int count, int latency, List<String> lines) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(count));
    JsonObject configuration =
        server
            .configuration()
            .put("maxConnections", connections)
            .put("maxInFlight", n)
            .put("requestTimeoutMs", 30_000);
    ClosedLoop loop =
        new ClosedLoop(
            vertx,
            BusClient.deploy(
                    vertx, new DeploymentOptions().setConfig(configuration).setInstances(count))
                .withSecondFactor(secondFactor));
    Future<ClosedLoop.Result> running = loop.runFor(n, warmUpSeconds, seconds);
    vertx.timer(warmUpSeconds, TimeUnit.SECONDS).await();
    long cpuBefore = SYSTEM.getProcessCpuTime();
    vertx.timer(seconds, TimeUnit.SECONDS).await();
    double cores = (SYSTEM.getProcessCpuTime() - cpuBefore) / 1e9 / seconds;
    ClosedLoop.Result result = running.await();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,9d %9d %5d ms %,9.0f %6.2f %9.1f %9.1f %9.1f %,7d",
            n,
            count,
            latency,
            result.perSecond(),
            cores,
            result.millis(50),
            result.millis(99),
            result.millis(99.9),
            result.failed()));
    if (result.failed() > 0) {
      System.out.printf("  %,d failed, the last with %s%n", result.failed(), result.failure());
    }
    vertx.close().await();
    return result.failed();
  }
}
