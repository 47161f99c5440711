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
import picocli.CommandLine.Option;

/** Throughput and latency of the whole client, so many acquisitions in flight. */
@Command(
    name = "load",
    description =
        "Throughput and latency of the whole client on one event loop, with so many acquisitions "
            + "in flight: whenever one ends, the next begins.")
final class LoadCommand implements Callable<Integer> {
  @Option(
      names = "--in-flight",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,256,1000,10000",
      description = "How many acquisitions at once (default: ${DEFAULT-VALUE}).")
  private List<Integer> inFlight;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      split = ",",
      defaultValue = "0,50",
      description = "Milliseconds that each answer takes at least (default: ${DEFAULT-VALUE}).")
  private List<Integer> latencies;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description = "How long each pair of these is measured (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long each runs before it is measured (default: ${DEFAULT-VALUE}).")
  private long warmUpSeconds;

  @Option(
      names = "--connections",
      paramLabel = "C",
      defaultValue = "256",
      description = "The client's maxConnections (default: ${DEFAULT-VALUE}, as the client's).")
  private int connections;

  @Option(
      names = "--sandbox",
      description = "Against the sandbox, which verifies everything, instead of the stand-in.")
  private boolean sandbox;

  @Override
  public Integer call() throws Exception {
    List<String> lines = new ArrayList<>();
    long failed = 0;
    for (int latency : latencies) {
      try (ServerProcess server =
          ServerProcess.start(
              sandbox
                  ? List.of("--latency", latency, "--sandbox")
                  : List.of("--latency", latency))) {
        for (int n : inFlight) {
          System.out.printf("  %,d in flight, %d ms of latency%n", n, latency);
          ClosedLoop.Result result = measure(server, n, latency, lines);
          failed += result.failed();
          if (result.failed() > 0) {
            System.out.printf("  %,d failed, such as %s%n", result.failed(), result.failure());
          }
        }
      }
    }
    System.out.printf(
        "%nThe whole client on one event loop, %d connections at most, heap of at most %d MiB.%n"
            + "Core: how much of one its thread used.%n%n%9s %8s %9s %6s %9s %9s %9s %7s%n",
        connections,
        Runtime.getRuntime().maxMemory() >> 20,
        "in flight",
        "latency",
        "a second",
        "core",
        "p50 ms",
        "p99 ms",
        "p99.9 ms",
        "failed");
    lines.forEach(System.out::println);
    return failed == 0 ? 0 : 1;
  }

  private ClosedLoop.Result measure(ServerProcess server, int n, int latency, List<String> lines) {
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
