package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.cli.cluster.ClusterArguments;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A member in this JVM, that joins as {@code serve} does. */
final class ClusterCaller {
  private ClusterCaller() {}

  /**
   * @param ports of all members, its own first
   * @param options certificates, or their absence
   */
  static Vertx join(List<Integer> ports, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("--cluster-port=" + ports.get(0));
    arguments.add("--cluster-members=" + ServedMember.addresses(ports));
    return join(arguments);
  }

  /**
   * @param arguments all the options that a member has
   */
  static Vertx join(List<String> arguments) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return CommandLine.populateCommand(new ClusterArguments(), arguments.toArray(String[]::new))
        .cluster()
        .join(new VertxOptions(), nowhere, nowhere);
  }
}
