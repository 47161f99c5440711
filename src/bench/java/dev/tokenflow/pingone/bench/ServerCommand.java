package dev.tokenflow.pingone.bench;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxCertificate;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server for the other commands; stops when its standard input is closed. */
@Command(name = "server", hidden = true)
final class ServerCommand implements Callable<Integer> {
  @Option(names = "--latency")
  private int latencyMs;

  @Option(names = "--hold")
  private boolean hold;

  @Option(names = "--limit")
  private Double limit;

  @Option(names = "--tls")
  private boolean tls;

  @Option(names = "--sandbox")
  private boolean sandbox;

  @Override
  public Integer call() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    if (sandbox) {
      SandboxOptions options =
          new SandboxOptions(Map.of("user", SandboxUser.of("user", "password")))
              .setTls(tls)
              .setLatency(Duration.ofMillis(latencyMs));
      printReady(Sandbox.start(vertx, options).await().verticleConfiguration());
    } else {
      StandIn standIn =
          new StandIn(
              latencyMs,
              hold,
              limit == null ? null : new TokenBucket(limit),
              tls ? SandboxCertificate.make("localhost") : null);
      vertx.deployVerticle(standIn).await();
      printReady(standIn.verticleConfiguration());
    }
    // The parent's pipe closes when the parent ends, however it ends.
    while (System.in.read() >= 0) {
      // Nothing is ever written to it.
    }
    return 0;
  }

  private static void printReady(JsonObject configuration) {
    System.out.println(BenchServer.READY + configuration.encode());
  }
}
