package dev.tokenflow.pingone.bench;

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
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
