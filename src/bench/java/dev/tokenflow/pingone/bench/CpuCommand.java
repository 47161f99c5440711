package dev.tokenflow.pingone.bench;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the CPU cost of an acquisition with that of the same requests without checks. */
@Command(
    name = "cpu",
    description =
        "Measures CPU time and allocation per acquisition on the client's event loop, and compares "
            + "them with a bare chain of the same requests. The variants alternate in rounds.")
final class CpuCommand implements Callable<Integer> {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Mixin private Tls tls;

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

  @Option(
      names = "--options",
      description =
          "Measure the client with single options instead, compared with the client without them.")
  private boolean options;

  @Option(
      names = "--second-factor",
      description = "Measure sign-ons with a one-time passcode: five requests, in two calls.")
  private boolean secondFactor;

  /** One of the variants, in a separate Vert.x with a single event loop. */
  private final class Measured {
    private final String name;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ClosedLoop loop;
    private final double[] micros = new double[rounds];
    private final double[] kibibytes = new double[rounds];
    private final double[] p50 = new double[rounds];
    private final double[] p99 = new double[rounds];

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
        p50[number] = result.millis(50);
        p99[number] = result.millis(99);
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
          "%-44s %-26s %-22s %6.1f KiB %9.1f / %.1f",
          name,
          new Figures(micros).spread("%.0f"),
          ratio(bare).spread("%.2f"),
          new Figures(kibibytes).median(),
          new Figures(p50).median(),
          new Figures(p99).median());
    }
  }

  @Override
  public Integer call() throws Exception {
    try (BenchServer server = BenchServer.start(tls, List.of())) {
      JsonObject configuration =
          server
              .configuration()
              .put("maxConnections", Math.min(inFlight, 1000))
              .put("maxInFlight", inFlight);
      JsonObject unvalidated =
          configuration.copy().put("idToken", new JsonObject().put("validate", false));
      List<Measured> all =
          options ? singleOptions(server, unvalidated) : chains(server, configuration, unvalidated);
      for (int round = -warmUpRounds; round < rounds; round++) {
        for (Measured each : all) {
          each.round(round);
        }
        System.out.printf(
            "  round %d of %d%s%n",
            round + warmUpRounds + 1, rounds + warmUpRounds, round < 0 ? ", warm-up" : "");
      }
      System.out.printf(
          "%nCPU time per acquisition on the client's event loop; %s, %,d in flight, %d rounds of"
              + " %,d.%nMedian (lowest to highest).%n%n%-44s %-26s %-22s %-10s %s%n",
          secondFactor ? "with a second factor, " + tls.described() : tls.described(),
          inFlight,
          rounds,
          acquisitions,
          "",
          "microseconds",
          "ratio to the first",
          "allocated",
          "p50 / p99 ms");
      all.forEach(each -> System.out.println(each.line(all.get(0))));
      if (profile && !options) {
        for (Measured each : List.of(all.get(0), all.get(2))) {
          System.out.printf("%n--- %s ---%n", each.name);
          Profile.of(each.loop.threadId(), () -> each.rounds(rounds));
        }
      }
      all.forEach(each -> each.vertx.close().await());
      return 0;
    }
  }

  private List<Measured> chains(
      BenchServer server, JsonObject configuration, JsonObject unvalidated) {
    return List.of(
        new Measured(
            "bare chain",
            vertx -> new BareChain(vertx, server, configuration, false, secondFactor)),
        new Measured(
            "bare chain, fresh requests",
            vertx -> new BareChain(vertx, server, configuration, true, secondFactor)),
        new Measured(
            "whole client, ID token not validated",
            vertx -> BusClient.deploy(vertx, unvalidated).withSecondFactor(secondFactor)),
        new Measured(
            "whole client",
            vertx -> BusClient.deploy(vertx, configuration).withSecondFactor(secondFactor)));
  }

  /** Options that need no request and no signature of their own. */
  private List<Measured> singleOptions(BenchServer server, JsonObject basis) {
    List<Measured> all = new ArrayList<>();
    all.add(
        new Measured(
            "whole client, ID token not validated",
            vertx -> BusClient.deploy(vertx, basis).withSecondFactor(secondFactor)));
    JsonObject single =
        new JsonObject()
            .put("publish", "off")
            .put("maxRate", 1_000_000)
            .put("assertion", new JsonObject().put("audience", "issuer"))
            .put("proxy", "none")
            .put("warmUp", false);
    if (server.certificate() != null) {
      single.put("trustedCertificates", server.certificate());
    }
    for (String key : single.fieldNames()) {
      JsonObject configuration = basis.copy().put(key, single.getValue(key));
      all.add(
          new Measured(
              "with " + key,
              vertx -> BusClient.deploy(vertx, configuration).withSecondFactor(secondFactor)));
    }
    return all;
  }
}
