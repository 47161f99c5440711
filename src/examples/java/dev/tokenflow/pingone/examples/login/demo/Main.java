package dev.tokenflow.pingone.examples.login.demo;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.cli.ConfigurationFile;
import dev.tokenflow.pingone.examples.login.LoginOptions;
import dev.tokenflow.pingone.examples.login.LoginRouter;
import dev.tokenflow.pingone.examples.login.LoginServer;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the login back end until interrupted. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description =
        "Runs the example of a login back end on 127.0.0.1: with the sandbox, or with the PingOne of"
            + " a configuration file.")
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "The port, or 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "A configuration as for serve; without it, the sandbox is started.")
  private @Nullable Path conf;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description =
          "Where browsers see the pages, such as https://login.example.com; with --conf (default:"
              + " http://localhost:P).")
  private @Nullable String origin;

  @Option(
      names = "--registration-policy",
      paramLabel = "NAME",
      description = "The sign-on policy that lets people register; with --conf.")
  private @Nullable String registrationPolicy;

  @Option(
      names = "--passkey-policy",
      paramLabel = "NAME",
      description = "The sign-on policy that asks for a passkey at once; with --conf.")
  private @Nullable String passkeyPolicy;

  private Main() {}

  /** Runs it; exits with 2 if it cannot start. */
  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
          command.getErr().println(command.getColorScheme().errorText(message));
          return CommandLine.ExitCode.USAGE;
        });
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port is " + port + ", expected a whole number from 0 to 65535");
    }
    if (conf == null && (origin != null || registrationPolicy != null || passkeyPolicy != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--origin, --registration-policy and --passkey-policy need --conf: the sandbox has its own");
    }
    Vertx vertx = Vertx.vertx();
    try {
      LoginServer server = listen(vertx);
      String url = start(vertx, server).await();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Login pages at " + url + " (stop with Ctrl-C)");
      if (conf == null) {
        printUsers(out);
      }
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private LoginServer listen(Vertx vertx) {
    return LoginServer.listen(vertx, port)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BindException
                        ? new IllegalStateException(
                            "port " + port + " is in use, choose another one with --port")
                        : failure))
        .await();
  }

  private Future<String> start(Vertx vertx, LoginServer server) {
    if (conf == null) {
      return LoginDemo.start(vertx, server, new SandboxOptions(SandboxUsers.all()));
    }
    String seen = origin == null ? "http://localhost:" + server.port() : origin;
    LoginOptions login = LoginOptions.of(seen).withPolicies(registrationPolicy, passkeyPolicy);
    return PingOneOptions.load(vertx, ConfigurationFile.readUnderEnvironment(conf))
        .map(
            options -> {
              server.serve(LoginRouter.create(vertx, PingOneTokens.direct(vertx, options), login));
              return seen;
            });
  }

  private static void printUsers(PrintWriter out) {
    out.println();
    out.println(
        "PingOne is played by the sandbox. Every password is " + SandboxUsers.PASSWORD + ".");
    out.println("Every code by mail, text message or app is " + SandboxUser.CODE + ".");
    out.println("Five wrong passwords lock a user for a minute.");
    SandboxUsers.descriptions()
        .forEach((name, then) -> out.println(String.format("  %-28s%s", name, then)));
  }
}
