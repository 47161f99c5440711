package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.cli.BadUsageException;
import dev.tokenflow.pingone.cli.ConfigurationFile;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds out what is set up wrongly. */
@Command(
    name = "doctor",
    description = {
      "Asks PingOne what is set up wrongly: name, connection, TLS, clock, discovery, key set,"
          + " client authentication, redirect URI, response mode, scopes, policy, and with a user a"
          + " whole sign-on. Each check is one line; a failed one names the setting to look at.",
      "It begins flows and abandons them. Without --username it sends no password."
    })
public final class DoctorCommand implements Callable<Integer> {
  /** What a single sign-on must not do besides. */
  private static final List<String> NOT_FOR_A_SINGLE_SIGN_ON = List.of("accounts", "prefetchFlows");

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      required = true,
      description =
          "The configuration, as for serve: variables such as PINGONE_CLIENT_ID replace its keys.")
  private Path conf;

  @Option(names = "--username", paramLabel = "NAME", description = "Sign this user on, once.")
  private @Nullable String username;

  @Option(
      names = "--password-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the user's password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write the shapes of all answers (names and types, no values) to this new file, for those who"
              + " maintain this client. With --username the user is signed on twice.")
  private @Nullable Path record;

  @Override
  public Integer call() {
    User user = user();
    JsonObject configuration = ConfigurationFile.readUnderEnvironment(conf);
    // A cold JVM may block longer than the default, and the warning says nothing of PingOne.
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    try {
      // All faults, those of the accounts as well.
      PingOneOptions.load(vertx, configuration).await();
      NOT_FOR_A_SINGLE_SIGN_ON.forEach(configuration::remove);
      PingOneOptions options = PingOneOptions.load(vertx, configuration).await();
      Report report =
          new Report(spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi());
      try (RecordFile file = record == null ? null : RecordFile.create(record, options, user)) {
        report.add(Finding.ok("configuration", conf + " for " + options.endpoints().issuer()));
        new Examination(vertx, options, file == null ? Recorder.NONE : file, report::add).run(user);
      }
      return report.summarize(record) ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  private @Nullable User user() {
    if (username == null && passwordVariable == null) {
      return null;
    }
    if (username == null || passwordVariable == null) {
      throw new BadUsageException(
          "--username and --password-env belong together, "
              + (username == null ? "--username" : "--password-env")
              + " is missing");
    }
    String password = System.getenv(passwordVariable);
    if (password == null || password.isEmpty()) {
      throw new BadUsageException(
          "--password-env: the environment variable "
              + passwordVariable
              + (password == null ? " is not set" : " is empty"));
    }
    return new User(username, password);
  }
}
