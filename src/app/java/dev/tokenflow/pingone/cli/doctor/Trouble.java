package dev.tokenflow.pingone.cli.doctor;

import org.jspecify.annotations.Nullable;

/** What to do about answers that say nothing of a setting. */
final class Trouble {
  /** About no answer at all. */
  static final String NO_ANSWER = "network, and whether the service is up";

  private Trouble() {}

  /** The advice for a status, or null if the status may be about a setting. */
  static @Nullable String advice(int status) {
    if (status == 429) {
      return "wait; console: Rate Limits and Allowed IPs, with this machine's address";
    }
    return status >= 500 ? "PingOne's status page; try again later" : null;
  }
}
