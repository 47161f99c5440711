package dev.tokenflow.pingone.cli.acquire;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The line of a terminal on which a bar is drawn, as wide as the terminal is now.
 *
 * <p>The library's own consumer opens the terminal so that it takes Ctrl-C away from this process.
 */
final class TerminalLine implements ProgressBarConsumer {
  private static final int USUAL_WIDTH = 80;

  private final PrintWriter out;
  private final Terminal terminal;

  TerminalLine(PrintWriter out) {
    this.out = out;
    try {
      this.terminal =
          TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build();
    } catch (IOException noTerminal) {
      throw new UncheckedIOException(noTerminal);
    }
  }

  /** The last column stays free: a terminal may go to the next line after it. */
  @Override
  public int getMaxRenderedLength() {
    int width = terminal.getWidth();
    return (width > 0 ? width : USUAL_WIDTH) - 1;
  }

  @Override
  public void accept(String bar) {
    out.print('\r' + bar);
    out.flush();
  }

  @Override
  public void close() {
    out.println();
    out.flush();
    try {
      terminal.close();
    } catch (IOException alreadyClosed) {
      // Nothing is left to do with it.
    }
  }
}
