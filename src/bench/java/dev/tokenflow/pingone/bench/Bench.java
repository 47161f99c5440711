package dev.tokenflow.pingone.bench;

import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The benchmark commands. */
@Command(
    name = "bench",
    description =
        "Measures the whole client against a server in another process on this machine. Without a "
            + "command, runs cpu, load and heap in turn.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      CpuCommand.class,
      LoadCommand.class,
      HeapCommand.class,
      SoakCommand.class,
      PaceCommand.class,
      RoundTripsCommand.class,
      ServerCommand.class,
    })
public final class Bench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Bench() {}

  @Override
  public Integer call() {
    return Stream.of("cpu", "load", "heap")
        .mapToInt(command -> spec.commandLine().execute(command))
        .max()
        .orElseThrow();
  }

  /** Runs a command and exits with its exit code. */
  public static void main(String[] args) {
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode =
          new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
    } catch (Throwable fault) {
      System.getLogger(Bench.class.getName()).log(Level.ERROR, "the benchmark failed", fault);
    }
    // Event loops that are still running would keep the process alive.
    System.exit(exitCode);
  }
}
