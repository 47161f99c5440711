package dev.tokenflow.pingone.bench;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the CPU cost of an acquisition with that of the same four requests without checks. */
@Command(
    name = "cpu",
    description =
        "Measures CPU time and allocation per acquisition on the client's event loop, and compares "
            + "them with a bare chain of the same four requests. The variants alternate in rounds.")
final class CpuCommand implements Callable<Integer> {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "256",
      description = "Number of acquisitions in flight (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "21",
      description = "Number of measured rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "R",
      defaultValue = "9",
      description = "Number of warm-up rounds (default: ${DEFAULT-VALUE}).")
  private int warmUpRounds;

  @Option(
      names = "--acquisitions",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Acquisitions per variant and round (default: ${DEFAULT-VALUE}).")
  private int acquisitions;

  @Option(
      names = "--profile",
      description = "Also profile the bare chain and the client without ID token validation.")
  private boolean profile;

  /** One of the variants, in a separate Vert.x with a single event loop. */
  private final class Measured {
    private final String name;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ClosedLoop loop;
    private final double[] micros = new double[rounds];
    private final double[] kibibytes = new double[rounds];

    Measured(String name, Function<Vertx, Variant> variant) {
      this.name = name;
      this.loop = new ClosedLoop(vertx, variant.apply(vertx));
    }

    void round(int number) {
      long cpuBefore = THREADS.getThreadCpuTime(loop.threadId());
      long allocatedBefore = THREADS.getThreadAllocatedBytes(loop.threadId());
      ClosedLoop.Result result = loop.runCount(inFlight, acquisitions).await();
      long cpu = THREADS.getThreadCpuTime(loop.threadId()) - cpuBefore;
      long allocated = THREADS.getThreadAllocatedBytes(loop.threadId()) - allocatedBefore;
      if (result.failed() > 0) {
        throw new IllegalStateException(
            name + ": " + result.failed() + " failed, the last with " + result.failure());
      }
      if (number >= 0) {
        micros[number] = cpu / 1e3 / acquisitions;
        kibibytes[number] = allocated / 1024.0 / acquisitions;
      }
    }

    void rounds(int number) {
      for (int round = 0; round < number; round++) {
        round(-1);
      }
    }

    Figures ratio(Measured other) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = micros[round] / other.micros[round];
      }
      return new Figures(ratios);
    }

    String line(Measured bare) {
      return String.format(
          "%-40s %-26s %-22s %6.1f KiB",
          name,
          new Figures(micros).spread("%.0f"),
          ratio(bare).spread("%.2f"),
          new Figures(kibibytes).median());
    }
  }

  @Override
  public Integer call() throws Exception {
    try (BenchServer server = BenchServer.start(List.of())) {
      JsonObject configuration =
          server
              .configuration()
              .put("maxConnections", Math.min(inFlight, 1000))
              .put("maxInFlight", inFlight);
      JsonObject unvalidated =
          configuration.copy().put("idToken", new JsonObject().put("validate", false));
      List<Measured> all =
          List.of(
              new Measured(
                  "bare chain", vertx -> new BareChain(vertx, server.port(), configuration, false)),
              new Measured(
                  "bare chain, fresh requests",
                  vertx -> new BareChain(vertx, server.port(), configuration, true)),
              new Measured(
                  "whole client, ID token not validated",
                  vertx -> BusClient.deploy(vertx, unvalidated)),
              new Measured("whole client", vertx -> BusClient.deploy(vertx, configuration)));
      for (int round = -warmUpRounds; round < rounds; round++) {
        for (Measured each : all) {
          each.round(round);
        }
        System.out.printf(
            "  round %d of %d%s%n",
            round + warmUpRounds + 1, rounds + warmUpRounds, round < 0 ? ", warm-up" : "");
      }
      System.out.printf(
          "%nCPU time per acquisition on the client's event loop; %,d in flight, %d rounds of %,d."
              + "%nMedian (lowest to highest).%n%n%-40s %-26s %-22s %s%n",
          inFlight,
          rounds,
          acquisitions,
          "",
          "microseconds",
          "ratio to the bare chain",
          "allocated");
      all.forEach(each -> System.out.println(each.line(all.get(0))));
      if (profile) {
        for (Measured each : List.of(all.get(0), all.get(2))) {
          System.out.printf("%n--- %s ---%n", each.name);
          Profile.of(each.loop.threadId(), () -> each.rounds(rounds));
        }
      }
      all.forEach(each -> each.vertx.close().await());
      return 0;
    }
  }
}
