package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.cli.acquire.BulkAcquisition;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Acquires tokens for many users at once. */
@Command(
    name = "acquire",
    description = {
      "Signs on the users of a CSV file and writes one JSON line per user.",
      "",
      "The CSV file has a header: username,password or username,password,scope, in any order. The"
          + " results contain tokens; only their owner can read the file. Ctrl-C stops in order;"
          + " --resume goes on where a run ended, however it ended.",
      ""
    })
final class AcquireCommand implements Callable<Integer> {
  private static final int MAX_CONCURRENCY = 10_000;
  private static final double MAX_RATE = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      required = true,
      description =
          "The configuration, as for serve. accounts, publish, warmUp and prefetchFlows are"
              + " ignored.")
  private Path conf;

  @Option(
      names = "--users",
      paramLabel = "FILE.csv",
      required = true,
      description = "The users. The whole file is checked before the first password is sent.")
  private Path users;

  @Option(
      names = "--out",
      paramLabel = "FILE.jsonl",
      required = true,
      description = "The results. An existing file is refused without --resume.")
  private Path out;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      defaultValue = "100",
      description = "Number of sign-ons at a time (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description =
          "Number of sign-ons that begin per second, such as 20 or 0.5 (default: maxRate of the"
              + " configuration).")
  private @Nullable Double rate;

  @Option(
      names = "--resume",
      description =
          "Go on with the results in --out: keep tokens, required actions and failures that"
              + " another try does not cure, and do everybody else.")
  private boolean resume;

  @Option(
      names = "--retry-failed",
      description = "With --resume: keep tokens only, and do everybody else again.")
  private boolean retryFailed;

  @Option(
      names = "--password-env",
      paramLabel = "VAR",
      description =
          "The environment variable with the password of all users, in place of the column"
              + " password.")
  private @Nullable String passwordEnv;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw badUsage(
          "--concurrency is " + concurrency + ", expected a whole number from 1 to 10000");
    }
    if (rate != null && !(rate > 0 && rate <= MAX_RATE)) {
      throw badUsage("--rate is " + rate + ", expected more than 0 and at most 1000000");
    }
    if (retryFailed && !resume) {
      throw badUsage("--retry-failed requires --resume");
    }
    BulkAcquisition acquisition =
        new BulkAcquisition(
            users,
            out,
            concurrency,
            rate,
            resume,
            retryFailed,
            password(),
            Help.Ansi.AUTO.enabled());
    JsonObject configuration = ConfigurationFile.readUnderEnvironment(conf);
    boolean done =
        acquisition.run(configuration, spec.commandLine().getOut(), spec.commandLine().getErr());
    return done ? 0 : 1;
  }

  private @Nullable String password() {
    if (passwordEnv == null) {
      return null;
    }
    String password = System.getenv(passwordEnv);
    if (password == null || password.isEmpty()) {
      throw new BadUsageException(
          "--password-env: the environment variable "
              + passwordEnv
              + (password == null ? " is not set" : " is empty"));
    }
    return password;
  }

  private ParameterException badUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
