package dev.tokenflow.pingone.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that completed acquisitions leave nothing on the heap. */
@Command(
    name = "soak",
    description = "Runs many acquisitions and prints the used heap after full collections.")
final class SoakCommand implements Callable<Integer> {
  @Mixin private Tls tls;

  @Option(
      names = "--acquisitions",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Total number of acquisitions (default: ${DEFAULT-VALUE}).")
  private int acquisitions;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Acquisitions between two collections (default: ${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "256",
      description = "Number of acquisitions in flight (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    long failed = 0;
    try (BenchServer server = BenchServer.start(tls, List.of())) {
      ClosedLoop loop =
          new ClosedLoop(
              vertx, BusClient.deploy(vertx, server.configuration().put("maxInFlight", inFlight)));
      System.out.printf("%12s %9s %11s %9s%n", "acquisitions", "per sec", "used heap", "vs. first");
      long first = 0;
      for (int done = 0; done < acquisitions; done += every) {
        int next = Math.min(every, acquisitions - done);
        ClosedLoop.Result result = loop.runCount(inFlight, next).await(10, TimeUnit.MINUTES);
        failed += result.failed();
        long used = Heap.usedAfterCollection();
        first = first == 0 ? used : first;
        System.out.printf(
            "%,12d %,9.0f %7.1f MiB %9.3f%n",
            done + next, result.perSecond(), Heap.mebibytes(used), (double) used / first);
      }
      // Closes before the server, or else every connection would log a reset.
      vertx.close().await();
    }
    System.out.printf("%,d failed%n", failed);
    return failed == 0 ? 0 : 1;
  }
}
