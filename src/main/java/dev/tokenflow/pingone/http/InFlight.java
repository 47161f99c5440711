package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The attempts under way: ends each by its deadline, the largest answer where they take too much
 * memory together, and all of them when the client closes.
 */
final class InFlight {
  /** What all answers that are being read may take, beyond the first 64 KiB of each. */
  static final int MAX_OCTETS = 64 * 1024 * 1024;

  private static final int FREE = 64 * 1024;

  private final List<Attempt> attempts = new ArrayList<>();
  private final DeadlineTimer deadlineTimer;
  private int octets;

  InFlight(Vertx vertx) {
    deadlineTimer = new DeadlineTimer(vertx, () -> List.copyOf(attempts));
  }

  void add(Attempt attempt) {
    attempt.place = attempts.size();
    attempts.add(attempt);
    deadlineTimer.arm(attempt.deadline());
  }

  /** An answer grew from this length to that. */
  void grew(int before, int after) {
    octets += counted(after) - counted(before);
    if (octets > MAX_OCTETS) {
      Collections.max(attempts, Comparator.comparingInt(Attempt::received)).giveWay();
    }
  }

  private static int counted(int received) {
    return Math.max(0, received - FREE);
  }

  /** Without a search: the last one takes its place. */
  void remove(Attempt attempt) {
    octets -= counted(attempt.received());
    Attempt last = attempts.remove(attempts.size() - 1);
    if (last != attempt) {
      attempts.set(attempt.place, last);
      last.place = attempt.place;
    }
    if (attempts.isEmpty()) {
      deadlineTimer.idle();
    }
  }

  void close() {
    List.copyOf(attempts).forEach(Attempt::close);
  }
}
