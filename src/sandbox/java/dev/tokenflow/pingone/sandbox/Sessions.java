package dev.tokenflow.pingone.sandbox;

import java.util.HashMap;
import java.util.Map;

/** How many sessions each user has. PingOne keeps ten and drops the oldest. */
final class Sessions {
  private static final int MAX = 10;

  private final Map<String, Integer> bySubject = new HashMap<>();

  /** The user signed on. */
  void begin(SandboxUser user) {
    bySubject.merge(user.subject(), 1, (before, one) -> Math.min(MAX, before + one));
  }

  /** The user signed off: all sessions end. */
  void end(String subject) {
    bySubject.remove(subject);
  }

  int of(SandboxUser user) {
    return bySubject.getOrDefault(user.subject(), 0);
  }
}
