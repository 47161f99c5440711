package dev.tokenflow.pingone.bench;

import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Measures the whole client against a server in another process of this machine. */
@Command(
    name = "bench",
    description =
        "Measures the whole client against a server in another process of this machine. Without a "
            + "command: cpu, load and heap, one after the other.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      CpuCommand.class,
      LoadCommand.class,
      HeapCommand.class,
      SoakCommand.class,
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

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = new CommandLine(new Bench()).execute(args);
    } catch (Throwable fault) {
      System.getLogger(Bench.class.getName()).log(Level.ERROR, "the bench failed", fault);
    }
    // Whatever happened: event loops that were left running would keep the process.
    System.exit(exitCode);
  }
}
