package dev.tokenflow.pingone.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures throughput and latency of the whole client at given numbers in flight. */
@Command(
    name = "load",
    description =
        "Measures throughput and latency of the whole client on one event loop, with a constant "
            + "number of acquisitions in flight: whenever one ends, the next starts.")
final class LoadCommand implements Callable<Integer> {
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
      names = "--sandbox",
      description = "Measure against the sandbox, which verifies everything.")
  private boolean sandbox;

  @Override
  public Integer call() throws Exception {
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
          System.out.printf("  %,d in flight, latency %d ms%n", n, latency);
          ClosedLoop.Result result = measure(server, n, latency, lines);
          failed += result.failed();
          if (result.failed() > 0) {
            System.out.printf(
                "  %,d failed, the last with %s%n", result.failed(), result.failure());
          }
        }
      }
    }
    System.out.printf(
        "%nWhole client on one event loop, %s, at most %d connections, maximum heap %d MiB.%n"
            + "Core: CPU time of the event loop's thread as a share of one core.%n%n"
            + "%9s %8s %9s %6s %9s %9s %9s %7s%n",
        tls.described(),
        connections,
        Runtime.getRuntime().maxMemory() >> 20,
        "in flight",
        "latency",
        "per sec",
        "core",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "failed");
    lines.forEach(System.out::println);
    return failed == 0 ? 0 : 1;
  }

  private ClosedLoop.Result measure(BenchServer server, int n, int latency, List<String> lines) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    JsonObject configuration =
        server
            .configuration()
            .put("maxConnections", connections)
            .put("maxInFlight", n)
            .put("requestTimeoutMs", 30_000);
    ClosedLoop loop = new ClosedLoop(vertx, BusClient.deploy(vertx, configuration));
    long cpuBefore = ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.threadId());
    long wallBefore = System.nanoTime();
    ClosedLoop.Result result = loop.runFor(n, warmUpSeconds, seconds).await();
    double core =
        (double) (ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.threadId()) - cpuBefore)
            / (System.nanoTime() - wallBefore);
    lines.add(
        String.format(
            Locale.ROOT,
            "%,9d %5d ms %,9.0f %6.2f %9.1f %9.1f %9.1f %,7d",
            n,
            latency,
            result.perSecond(),
            core,
            result.millis(50),
            result.millis(99),
            result.millis(99.9),
            result.failed()));
    vertx.close().await();
    return result;
  }
}
