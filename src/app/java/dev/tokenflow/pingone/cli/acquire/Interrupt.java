package dev.tokenflow.pingone.cli.acquire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** Ctrl-C and SIGTERM: the first one stops the run in order, a second one ends the process. */
final class Interrupt {
  private static final int INTERRUPTED = 1;

  private final Map<String, Object> before = new LinkedHashMap<>();

  /**
   * Catches the signals from now on.
   *
   * @param whenInterrupted called for the first one
   */
  Interrupt(Runnable whenInterrupted) {
    AtomicBoolean first = new AtomicBoolean(true);
    for (String signal : new String[] {"INT", "TERM"}) {
      before.put(
          signal,
          Signals.register(
              signal,
              () -> {
                if (first.getAndSet(false)) {
                  whenInterrupted.run();
                } else {
                  Runtime.getRuntime().halt(INTERRUPTED);
                }
              }));
    }
  }

  /** Handles the signals as before. */
  void close() {
    before.forEach(Signals::unregister);
  }
}
