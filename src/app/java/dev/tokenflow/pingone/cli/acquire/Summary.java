package dev.tokenflow.pingone.cli.acquire;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, for a person.
 *
 * @param out the file of results
 * @param users the number of users in the users' file
 * @param kept those of them that were done before
 * @param done those whose line was written in this run
 * @param inDoubt those that were begun and have no line
 * @param stopped why the run stopped early, or null
 * @param nanos how long it took
 */
record Summary(
    Path out,
    int users,
    Tally kept,
    Tally done,
    List<String> inDoubt,
    @Nullable String stopped,
    long nanos) {
  private static final int EXAMPLES = 3;

  /** Whether every user of the file has tokens. */
  boolean isSuccess() {
    return stopped == null && kept.tokens() + done.tokens() == users;
  }

  void print(PrintWriter to) {
    to.println();
    if (stopped != null) {
      to.println("Stopped: " + stopped);
    }
    line(
        to,
        "%,d of %,d users have tokens, %,d failed%s",
        kept.tokens() + done.tokens(),
        users,
        kept.failed() + done.failed(),
        missing() == 0 ? "" : String.format(Locale.ROOT, ", %,d have no result", missing()));
    if (kept.users() > 0) {
      line(to, "  kept from before: %,d with tokens, %,d failed", kept.tokens(), kept.failed());
    }
    double seconds = Math.max(nanos / 1e9, 1e-3);
    line(
        to,
        "  done now: %,d in %s, %s per second",
        done.users(),
        seconds < 60
            ? String.format(Locale.ROOT, "%.1f s", seconds)
            : PlainProgress.time(Math.round(seconds)),
        PlainProgress.perSecond(done.users() / seconds));
    for (Tally.Group group : done.groups()) {
      line(
          to,
          "  %,d x %s: %s",
          group.users(),
          group.ending().description(),
          names(group.examples(), group.users()));
    }
    if (!inDoubt.isEmpty()) {
      line(
          to,
          "%,d in doubt, signed on perhaps, but without a line: %s",
          inDoubt.size(),
          names(inDoubt.subList(0, Math.min(EXAMPLES, inDoubt.size())), inDoubt.size()));
    }
    to.println("Results: " + out);
    printWhatIsLeft(to);
    to.flush();
  }

  private void printWhatIsLeft(PrintWriter to) {
    int again = missing() + done.again();
    int all = users - kept.tokens() - done.tokens();
    if (again > 0) {
      line(to, "With --resume the next run does %,d of them again.", again);
    }
    if (all > again) {
      line(to, "With --resume --retry-failed it does all %,d without tokens.", all);
    }
  }

  private int missing() {
    return users - kept.users() - done.users();
  }

  private static String names(List<String> examples, int of) {
    return examples.stream().map(User::shown).collect(Collectors.joining(", "))
        + (of > examples.size() ? ", …" : "");
  }

  private static void line(PrintWriter to, String format, Object... arguments) {
    to.println(String.format(Locale.ROOT, format, arguments));
  }
}
