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

/** Runs the sandbox on its own. */
@Command(
    name = "sandbox",
    description = "Runs a stand-in PingOne server on 127.0.0.1 until interrupted.")
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
      description = "Minimum response time in milliseconds (default: ${DEFAULT-VALUE}).")
  private int latency;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of users who need only a password (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--tls",
      description =
          "Speak https, with HTTP/2 and HTTP/1.1. The certificate is made at start; the"
              + " configuration names its file.")
  private boolean tls;

  @Option(
      names = "--max-streams",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of concurrent streams of an HTTP/2 connection; 0 sets no limit (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxStreams;

  @Option(
      names = "--requests-per-connection",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Number of requests after which a connection is closed, over HTTP/2 with GOAWAY; 0 sets"
              + " no limit (default: ${DEFAULT-VALUE}).")
  private int requestsPerConnection;

  @Option(
      names = "--idle-timeout",
      paramLabel = "MS",
      defaultValue = "0",
      description =
          "Time in milliseconds after which an idle connection is closed; 0 sets no limit"
              + " (default: ${DEFAULT-VALUE}).")
  private int idleTimeout;

  @Option(
      names = "--fault",
      paramLabel = "STEP:N:KIND",
      converter = FaultConverter.class,
      description = {
        "Inject a fault of this KIND into the N-th request for STEP; repeatable.",
        "STEP: authorize, credentials, action, look, resume, token, jwks, par, introspect, revoke,"
            + " userinfo, other.",
        "KIND: ${COMPLETION-CANDIDATES}."
      },
      completionCandidates = FaultConverter.Kinds.class)
  private List<FaultPlan> faults = List.of();

  @Override
  public Integer call() throws InterruptedException {
    requireRange("--port", port, 0, 65_535);
    requireRange("--latency", latency, 0, 3_600_000);
    requireRange("--users", users, 1, 10_000_000);
    requireRange("--max-streams", maxStreams, 0, 1_000_000);
    requireRange("--requests-per-connection", requestsPerConnection, 0, 1_000_000);
    requireRange("--idle-timeout", idleTimeout, 0, 3_600_000);
    Map<String, SandboxUser> ofEveryPolicy = SandboxUser.ofEveryPolicy();
    Map<String, SandboxUser> all = new HashMap<>(SandboxUser.numbered(users));
    all.putAll(ofEveryPolicy);
    SandboxOptions options =
        new SandboxOptions(all)
            .setPort(port)
            .setLatency(Duration.ofMillis(latency))
            .setTls(tls)
            .setMaxConcurrentStreams(maxStreams)
            .setRequestsPerConnection(requestsPerConnection)
            .setIdleTimeout(Duration.ofMillis(idleTimeout))
            .setFaults(faults.stream().reduce(FaultPlan.NONE, FaultPlan::and));
    Vertx vertx = Vertx.vertx();
    try {
      Sandbox sandbox = Sandbox.start(vertx, options).await();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Stand-in PingOne server, reachable from this machine only. Stop with Ctrl-C.");
      out.println("Configuration for it:");
      out.println(sandbox.verticleConfiguration().encodePrettily());
      if (tls) {
        out.println(
            "Its certificate, for other clients: "
                + sandbox.verticleConfiguration().getString("trustedCertificates"));
      }
      out.println(
          "Users with a password only: user-1 with password-1"
              + (users == 1 ? "" : " to user-" + users + " with password-" + users));
      out.println("Users with other sign-on policies, all with the password wonderland:");
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
          option + " is " + value + ", expected a whole number from " + min + " to " + max);
    }
  }
}
