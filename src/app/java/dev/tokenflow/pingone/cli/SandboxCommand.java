package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stand-in PingOne server alone. */
@Command(
    name = "sandbox",
    description = "Runs the stand-in PingOne server on 127.0.0.1 until it is interrupted.")
final class SandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8440",
      description = "The port, or 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      defaultValue = "0",
      description = "Milliseconds that each answer takes at least (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many users with a password alone it has (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--fault",
      paramLabel = "STEP:N:KIND",
      converter = FaultConverter.class,
      description = {
        "The N-th request for STEP meets with a fault of this KIND; may be given again.",
        "STEP: authorize, credentials, action, look, resume, token, jwks.",
        "KIND: ${COMPLETION-CANDIDATES}."
      },
      completionCandidates = FaultConverter.Kinds.class)
  private List<FaultPlan> faults = List.of();

  @Override
  public Integer call() throws InterruptedException {
    requireRange("--port", port, 0, 65_535);
    requireRange("--latency", latency, 0, 3_600_000);
    requireRange("--users", users, 1, 10_000_000);
    Map<String, SandboxUser> ofEveryPolicy = SandboxUser.ofEveryPolicy();
    Map<String, SandboxUser> all = new HashMap<>(SandboxUser.numbered(users));
    all.putAll(ofEveryPolicy);
    SandboxOptions options =
        new SandboxOptions(all)
            .setPort(port)
            .setLatency(Duration.ofMillis(latency))
            .setFaults(faults.stream().reduce(FaultPlan.NONE, FaultPlan::and));
    Vertx vertx = Vertx.vertx();
    try {
      Sandbox sandbox = Sandbox.start(vertx, options).await();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Stand-in PingOne, on this machine only, until Ctrl-C. A configuration for it:");
      out.println(sandbox.verticleConfiguration().encodePrettily());
      out.println(
          "Its users: user-1 with password-1"
              + (users == 1 ? "" : " to user-" + users + " with password-" + users));
      out.println("and, with the password wonderland, one for each step that PingOne may ask for:");
      ofEveryPolicy.keySet().forEach(name -> out.println("  " + name));
      out.println(
          "Every passcode, recovery code and verification code is " + SandboxUser.CODE + ".");
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private void requireRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": came " + value + ", expected a whole number from " + min + " to " + max);
    }
  }
}
