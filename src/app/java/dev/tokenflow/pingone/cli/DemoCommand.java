package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows everything on one machine: the sandbox, the verticle and a caller. */
@Command(
    name = "demo",
    description =
        "Starts the sandbox and the verticle in this process, requests tokens over the "
            + "event bus and subscribes to the published tokens. Nothing leaves this machine.")
final class DemoCommand implements Callable<Integer> {
  private static final int TOKENS_SHOWN = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of users that sign on (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      defaultValue = "100",
      description = "Number of sign-ons at a time (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Override
  public Integer call() {
    requirePositive("--users", users);
    requirePositive("--concurrency", concurrency);
    PrintWriter out = spec.commandLine().getOut();
    Vertx vertx = Vertx.vertx();
    try {
      Sandbox sandbox =
          Sandbox.start(vertx, new SandboxOptions(SandboxUser.numbered(users))).await();
      JsonObject configuration =
          sandbox.verticleConfiguration().put("maxQueued", Math.max(10_000, concurrency));
      vertx
          .deployVerticle(
              PingOneVerticle.class.getName(), new DeploymentOptions().setConfig(configuration))
          .await();
      out.println("Sandbox:  " + sandbox.baseUrl());
      out.println("Verticle: event bus address pingone.sign-on");
      out.println();
      DemoRun run =
          new DemoRun(
              vertx,
              users,
              concurrency,
              new Progress(out, Help.Ansi.AUTO.enabled(), users),
              TOKENS_SHOWN);
      DemoRun.Result result = run.start().await();
      result.print(out);
      return result.failed() == 0 ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + value + ", expected 1 or more");
    }
  }
}
