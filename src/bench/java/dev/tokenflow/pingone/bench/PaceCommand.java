package dev.tokenflow.pingone.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how much of a server's rate limit is used, and how many requests are refused. */
@Command(
    name = "pace",
    description =
        "Measures the client at a server whose rate limit it does not know: a token bucket of one "
            + "second, which answers the rest with 429 and Retry-After: 1.")
final class PaceCommand implements Callable<Integer> {
  @Mixin private Tls tls;

  @Option(
      names = "--limit",
      paramLabel = "R",
      split = ",",
      defaultValue = "50,200,1000",
      description = "Requests that the server accepts a second (default: ${DEFAULT-VALUE}).")
  private List<Integer> limits;

  @Option(
      names = "--change",
      paramLabel = "FACTOR",
      split = ",",
      defaultValue = "1",
      description = "By what the limit changes in the middle (default: ${DEFAULT-VALUE}).")
  private List<Double> changes;

  @Option(
      names = "--instances",
      paramLabel = "N",
      split = ",",
      defaultValue = "1",
      description = "Verticle instances that share the limit (default: ${DEFAULT-VALUE}).")
  private List<Integer> instances;

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "200",
      description = "Acquisitions at any time (default: ${DEFAULT-VALUE}).")
  private int callers;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "20",
      description = "The server's minimum response time (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Seconds to measure, after 5 of warm-up (default: ${DEFAULT-VALUE}).")
  private long seconds;

  @Override
  public Integer call() throws Exception {
    List<String> lines = new ArrayList<>();
    long failed = 0;
    for (int limit : limits) {
      for (double change : changes) {
        for (int count : instances) {
          failed += measure(limit, change, count, lines);
        }
      }
    }
    System.out.printf(
        "%n%s, %d callers at any time, %d ms latency, %d seconds after the first 5.%n%n"
            + "%7s %7s %9s %9s %9s %9s %9s %7s%n",
        tls.described(),
        callers,
        latency,
        seconds,
        "limit",
        "then",
        "instances",
        "used",
        "refused",
        "p50 ms",
        "p99 ms",
        "failed");
    lines.forEach(System.out::println);
    return failed == 0 ? 0 : 1;
  }

  private long measure(int limit, double change, int count, List<String> lines) throws Exception {
    System.out.printf("  %,d a second, %d instances%n", limit, count);
    Vertx vertx = Vertx.vertx();
    try (BenchServer server =
        BenchServer.start(tls, List.of("--latency", latency, "--limit", limit))) {
      JsonObject configuration = server.configuration().put("acquisitionTimeoutMs", 120_000);
      ClosedLoop loop =
          new ClosedLoop(
              vertx,
              BusClient.deploy(
                  vertx, new DeploymentOptions().setConfig(configuration).setInstances(count)));
      var result = loop.runFor(callers, 5, seconds);
      vertx.timer(5, TimeUnit.SECONDS).await();
      HttpClient client = vertx.createHttpClient(tls.clientOptions());
      long[] before = counts(client, server);
      vertx.timer(seconds * 500, TimeUnit.MILLISECONDS).await();
      server.ask(client, StandIn.LIMIT_PATH + "?perSecond=" + limit * change).await();
      vertx.timer(seconds * 500, TimeUnit.MILLISECONDS).await();
      long[] after = counts(client, server);
      double available = seconds * limit * (1 + change) / 2;
      long accepted = after[0] - before[0];
      long refused = after[1] - before[1];
      ClosedLoop.Result ended = result.await();
      if (ended.failed() > 0) {
        System.out.printf("  %,d failed, the last with %s%n", ended.failed(), ended.failure());
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "%,7d %,7.0f %9d %8.1f%% %8.2f%% %,9.0f %,9.0f %,7d",
              limit,
              limit * change,
              count,
              100 * accepted / available,
              100.0 * refused / (accepted + refused),
              ended.millis(50),
              ended.millis(99),
              ended.failed()));
      return ended.failed();
    } finally {
      vertx.close().await();
    }
  }

  private static long[] counts(HttpClient client, BenchServer server) {
    String[] counts = server.ask(client, StandIn.COUNTS_PATH).await().split("/", 2);
    return new long[] {Long.parseLong(counts[0]), Long.parseLong(counts[1])};
  }
}
