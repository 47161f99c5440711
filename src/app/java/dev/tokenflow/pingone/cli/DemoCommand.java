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

/** Shows the whole on one machine: sandbox, verticle, and somebody who asks for tokens. */
@Command(
    name = "demo",
    description =
        "Starts a sandbox and the verticle in this process, asks for tokens over "
            + "the event bus, and listens to those that are published. Nothing leaves "
            + "this machine.")
final class DemoCommand implements Callable<Integer> {
  private static final int TOKENS_SHOWN = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many users sign on (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      defaultValue = "100",
      description = "How many of them at once (default: ${DEFAULT-VALUE}).")
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
      out.println("Sandbox at " + sandbox.baseUrl());
      out.println("Verticle at event bus address pingone.sign-on");
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
          spec.commandLine(), option + ": came " + value + ", expected 1 or more");
    }
  }
}
