package dev.tokenflow.pingone.cli.acquire;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line for every tenth of the users, and every half minute, for a file or a log. */
final class PlainProgress implements RunProgress {
  private static final int PARTS = 10;
  private static final Duration AT_LEAST_EVERY = Duration.ofSeconds(30);

  private final PrintWriter out;
  private final int users;
  private final int kept;
  private final LongSupplier nanoTime;
  private int shown;
  private long shownAt;
  private int shownUsers;

  /**
   * @param kept how many of the users were done before this run
   */
  PlainProgress(PrintWriter out, int users, int kept, LongSupplier nanoTime) {
    this.out = out;
    this.users = users;
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.shownAt = nanoTime.getAsLong();
    this.shown = part(kept);
  }

  @Override
  public void show(Tally done) {
    long now = nanoTime.getAsLong();
    int part = part(kept + done.users());
    if (part == shown && now - shownAt < AT_LEAST_EVERY.toNanos()) {
      return;
    }
    // The rate since the line before: that of the whole run is slow to say that it changes.
    double perSecond = (done.users() - shownUsers) / Math.max((now - shownAt) / 1e9, 1e-3);
    shown = part;
    shownAt = now;
    shownUsers = done.users();
    long left = Math.round((users - kept - done.users()) / Math.max(perSecond, 1e-3));
    out.println(
        String.format(
            Locale.ROOT,
            "  %,d of %,d, %s per second, %s left%s",
            kept + done.users(),
            users,
            perSecond(perSecond),
            time(left),
            done.failed() == 0
                ? ""
                : String.format(Locale.ROOT, ", %,d failed: %s", done.failed(), done.kinds())));
    out.flush();
  }

  private int part(int done) {
    return users == 0 ? 0 : (int) ((long) done * PARTS / users);
  }

  /** A rate with one decimal where it is small. */
  static String perSecond(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  /** Seconds as hours, minutes and seconds. */
  static String time(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public void close() {
    // The last line stands already.
  }
}
