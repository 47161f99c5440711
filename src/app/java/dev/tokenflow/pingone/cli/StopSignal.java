package dev.tokenflow.pingone.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * SIGTERM, Ctrl-C and the end of the terminal: what asks a command to stop. It takes the place of
 * the JVM's own answer, which is to exit at once, with an exit code that names the signal.
 */
public final class StopSignal {
  private static final String[] NAMES = {"TERM", "INT", "HUP"};

  private final Map<String, Object> before = new LinkedHashMap<>();

  /**
   * Begins to catch the signals.
   *
   * @param first called for the first one
   * @param further called for each one after it
   */
  public StopSignal(Runnable first, Runnable further) {
    AtomicBoolean sent = new AtomicBoolean();
    for (String name : NAMES) {
      before.put(
          name, Signals.register(name, () -> (sent.getAndSet(true) ? further : first).run()));
    }
  }

  /** Handles the signals as before. */
  public void close() {
    before.forEach(Signals::unregister);
  }
}
