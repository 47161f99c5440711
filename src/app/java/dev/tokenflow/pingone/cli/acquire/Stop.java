package dev.tokenflow.pingone.cli.acquire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a run to begin no more sign-ons. Threads may share it; the first reason is kept. */
final class Stop {
  private final List<Runnable> listeners = new ArrayList<>();
  private volatile @Nullable String reason;

  /**
   * Asks to stop.
   *
   * @param why for the summary, such as "interrupted"
   */
  synchronized void ask(String why) {
    if (reason == null) {
      reason = why;
      listeners.forEach(Runnable::run);
    }
  }

  boolean isAsked() {
    return reason != null;
  }

  /** Why, or null without a request. */
  @Nullable String reason() {
    return reason;
  }

  /** Sets what is called once on a request. */
  synchronized void whenAsked(Runnable listener) {
    listeners.add(listener);
    if (reason != null) {
      listener.run();
    }
  }
}
