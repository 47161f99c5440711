package dev.tokenflow.pingone.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** The progress of a long run: a bar on a terminal, elsewhere a line for every tenth. */
final class Progress {
  private static final int WIDTH = 40;

  private final PrintWriter out;
  private final boolean terminal;
  private final int total;
  private int shown;

  Progress(PrintWriter out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Called whenever one more is done. */
  void show(int done, int failed) {
    int parts = terminal ? 200 : 10;
    int reached = (int) ((long) done * parts / total);
    if (reached == shown) {
      return;
    }
    shown = reached;
    String count = String.format(Locale.ROOT, "%,d of %,d", done, total);
    String failures = failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed);
    if (terminal) {
      int filled = (int) ((long) done * WIDTH / total);
      out.print(
          "\r  [" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + count + failures);
      if (done == total) {
        out.println();
      }
      out.flush();
    } else {
      out.println("  " + count + failures);
    }
  }
}
