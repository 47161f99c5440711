package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.cli.doctor.DoctorCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The main class of the runnable jar. */
@Command(
    name = "vertx-pingone-tokens",
    description = "Acquires PingOne tokens without a browser, many at a time.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "vertx-pingone-tokens 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      AcquireCommand.class,
      DoctorCommand.class,
      SandboxCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:some acquisitions failed, or a check of doctor, or acquire was interrupted",
      "2:bad usage or configuration",
    })
public final class Main {
  private Main() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
          command.getErr().println(command.getColorScheme().errorText(message));
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine;
  }
}
