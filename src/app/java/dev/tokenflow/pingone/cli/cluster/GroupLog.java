package dev.tokenflow.pingone.cli.cluster;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What JGroups and Infinispan log. By themselves they write dozens of lines when a member is
 * killed, which {@link ViewLog} says in one.
 */
final class GroupLog {
  /** Strong references: java.util.logging drops unreferenced loggers together with their level. */
  private static final List<Logger> ERRORS_ONLY =
      List.of(
          Logger.getLogger("org.infinispan"),
          Logger.getLogger("org.jboss.threads"),
          Logger.getLogger("org.jgroups"));

  /** Warns of connections that fail, so also of members with a wrong certificate. */
  private static final Logger TRANSPORT = Logger.getLogger("org.jgroups.protocols.TCP");

  /** Warns of members that it cannot reach, with a stack trace that says no more. */
  private static final Logger EVENT_BUS =
      Logger.getLogger("io.vertx.core.eventbus.impl.clustered.ClusteredEventBus");

  /** Reports locks and counters lost with members that died, but nothing here uses those. */
  private static final Logger EVENTS = Logger.getLogger("org.infinispan.CLUSTER");

  /**
   * Reports writes to the lists of members that took too long while members came or went. Who wrote
   * has the failure.
   */
  private static final Logger WRITES =
      Logger.getLogger("org.infinispan.interceptors.impl.InvocationContextInterceptor");

  /** Reports a start that failed, as {@link Cluster} does in one line. */
  private static final Logger START = Logger.getLogger("org.infinispan.CONFIG");

  private static final List<String> CLOSED =
      List.of("java.net.SocketException", "java.io.EOFException", "Stream closed");

  private GroupLog() {}

  static void quieten() {
    ERRORS_ONLY.forEach(logger -> logger.setLevel(Level.SEVERE));
    EVENTS.setLevel(Level.OFF);
    WRITES.setLevel(Level.OFF);
    START.setLevel(Level.OFF);
    TRANSPORT.setLevel(Level.WARNING);
    TRANSPORT.setFilter(GroupLog::isNews);
    EVENT_BUS.setFilter(GroupLog::inOneLine);
  }

  private static boolean inOneLine(LogRecord record) {
    if (record.getThrown() != null) {
      record.setMessage(record.getMessage() + ", " + record.getThrown().getMessage());
      record.setThrown(null);
    }
    return true;
  }

  /**
   * A member that ends closes its connections, and so does one of two that connect to each other. A
   * handshake that fails looks the same: JGroups reports the closed socket, not the cause.
   */
  private static boolean isNews(LogRecord record) {
    String message = String.valueOf(record.getMessage());
    return CLOSED.stream().noneMatch(message::contains);
  }
}
