package dev.tokenflow.pingone.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** The attempts under way: ends each by its deadline, and all of them when the client closes. */
final class InFlight {
  private final List<Attempt> attempts = new ArrayList<>();
  private final DeadlineTimer deadlineTimer;

  InFlight(Vertx vertx) {
    deadlineTimer = new DeadlineTimer(vertx, () -> List.copyOf(attempts));
  }

  void add(Attempt attempt) {
    attempt.place = attempts.size();
    attempts.add(attempt);
    deadlineTimer.arm(attempt.deadline());
  }

  /** Without a search: the last one takes its place. */
  void remove(Attempt attempt) {
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
