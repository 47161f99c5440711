package dev.tokenflow.pingone.cli.acquire;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that stays on its line of the terminal, with rate, time left and failures by kind. */
final class TerminalProgress implements RunProgress {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final int kept;
  private final LongSupplier nanoTime;
  private final ProgressBar bar;
  private long shownAt;
  private Tally latest = new Tally();

  /**
   * @param kept how many of the users were done before this run
   */
  TerminalProgress(PrintWriter out, int users, int kept, LongSupplier nanoTime) {
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.shownAt = nanoTime.getAsLong() - INTERVAL.toNanos();
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("")
            .setInitialMax(users)
            .startsFrom(kept, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) INTERVAL.toMillis())
            .showSpeed()
            .setConsumer(new TerminalLine(out))
            .build();
  }

  @Override
  public void show(Tally done) {
    latest = done;
    bar.stepTo(kept + done.users());
    long now = nanoTime.getAsLong();
    if (now - shownAt >= INTERVAL.toNanos()) {
      shownAt = now;
      bar.setExtraMessage(failures(done));
    }
  }

  private static String failures(Tally done) {
    return done.failed() == 0 ? "" : " " + done.failed() + " failed: " + done.kinds();
  }

  /** What came since the failures were last shown belongs to the bar that stays. */
  @Override
  public void close() {
    bar.setExtraMessage(failures(latest));
    bar.close();
  }
}
