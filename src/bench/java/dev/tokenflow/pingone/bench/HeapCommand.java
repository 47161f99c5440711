package dev.tokenflow.pingone.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the heap that an acquisition in flight holds. */
@Command(
    name = "heap",
    description =
        "Measures the heap held by acquisitions in flight. The server never answers token "
            + "requests, so each acquisition waits for that response or for a connection.")
final class HeapCommand implements Callable<Integer> {
  private static final long TIMEOUT_MS = 60_000;
  // The client has no more on the wire.
  private static final int HTTP2_REQUESTS = 1_600;

  @Mixin private Tls tls;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Number of acquisitions in flight (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--connections",
      paramLabel = "C",
      split = ",",
      defaultValue = "256,1000,8000",
      description = "The client's maxConnections (default: ${DEFAULT-VALUE}).")
  private List<Integer> connections;

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        "Used heap after full collections, %s; maximum heap %d MiB.%n%n%9s %11s %14s %14s %s%n",
        tls.described(),
        Runtime.getRuntime().maxMemory() >> 20,
        "in flight",
        "connections",
        "before",
        "in flight",
        "   each");
    for (int limit : connections) {
      measure(limit);
    }
    return 0;
  }

  private void measure(int limit) throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try (BenchServer server = BenchServer.start(tls, List.of("--hold"))) {
      JsonObject configuration =
          server
              .configuration()
              .put("maxConnections", limit)
              .put("maxInFlight", inFlight)
              .put("requestTimeoutMs", 2 * TIMEOUT_MS)
              .put("acquisitionTimeoutMs", 2 * TIMEOUT_MS);
      BusClient client = BusClient.deploy(vertx, configuration);
      ClosedLoop loop = new ClosedLoop(vertx, client);
      // Loads classes and allocates what is kept for the lifetime of the client.
      loop.runUnanswered(1);
      awaitHeld(vertx, server, 1);
      long before = Heap.usedAfterCollection();
      loop.runUnanswered(inFlight);
      awaitHeld(vertx, server, Math.min(inFlight, tls.http2() ? HTTP2_REQUESTS : limit));
      long during = Heap.usedAfterCollection();
      System.out.printf(
          "%,9d %,11d %10.1f MiB %10.1f MiB %5.1f KiB%n",
          inFlight,
          limit,
          Heap.mebibytes(before),
          Heap.mebibytes(during),
          (during - before) / 1024.0 / inFlight);
      // Closes before the server, or else every connection would log a reset.
      vertx.close().await();
    }
  }

  /** Waits until the server holds this many requests. */
  private static void awaitHeld(Vertx vertx, BenchServer server, int expected)
      throws TimeoutException {
    HttpClient client = vertx.createHttpClient(server.tls().clientOptions());
    held(vertx, client, server, expected).await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    client.close().await();
  }

  private static Future<Void> held(
      Vertx vertx, HttpClient client, BenchServer server, int expected) {
    return server
        .ask(client, StandIn.HELD_PATH)
        .compose(
            held ->
                Integer.parseInt(held) >= expected
                    ? Future.succeededFuture()
                    : vertx.timer(100).compose(later -> held(vertx, client, server, expected)));
  }
}
