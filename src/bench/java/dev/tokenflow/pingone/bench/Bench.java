package dev.tokenflow.pingone.bench;

import java.lang.System.Logger.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Measures the whole client against a server in another process of this machine. */
@Command(
    name = "bench",
    description = "Measures the whole client against a server in another process of this machine.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      CpuCommand.class,
      LoadCommand.class,
      HeapCommand.class,
      SoakCommand.class,
      ServerCommand.class,
    })
public final class Bench {
  private Bench() {}

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
