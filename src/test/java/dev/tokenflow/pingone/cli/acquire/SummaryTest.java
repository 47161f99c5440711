package dev.tokenflow.pingone.cli.acquire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a run says while it goes on and at its end. */
class SummaryTest {
  private final Tally kept = new Tally();
  private final Tally done = new Tally();
  private long now;

  @Test
  void saysThatAllHaveTokens() {
    add(done, 3_000, Ending.TOKENS, "", "");
    Summary summary = summary(3_000, List.of(), null);

    assertTrue(summary.isSuccess());
    assertEquals(
        """

        3,000 of 3,000 users have tokens, 0 failed
          done now: 3,000 in 1:30:00, 0.6 per second
        Results: out.jsonl
        """,
        print(summary));
  }

  @Test
  void saysWhatFailedAndWhatIsLeft() {
    add(kept, 5, Ending.TOKENS, "", "");
    add(kept, 1, Ending.FAILED, "account_locked", "credentials");
    add(done, 80, Ending.TOKENS, "", "");
    add(done, 2, Ending.FAILED, "timeout", "token");
    add(done, 3, Ending.FAILED, "invalid_credentials", "credentials");
    add(done, 4, Ending.ACTION_REQUIRED, "OTP_REQUIRED", "");
    Summary summary = summary(100, List.of("u-1", "u\n2", "u-3", "u-4"), "interrupted");

    assertFalse(summary.isSuccess());
    assertEquals(
        """

        Stopped: interrupted
        85 of 100 users have tokens, 10 failed, 5 have no result
          kept from before: 5 with tokens, 1 failed
          done now: 89 in 1:30:00, 0.0 per second
          4 x action_required OTP_REQUIRED: user-1, user-2, user-3, …
          3 x invalid_credentials at credentials: user-1, user-2, user-3
          2 x timeout at token: user-1, user-2
        4 in doubt, signed on perhaps, but without a line: u-1, u?2, u-3, …
        Results: out.jsonl
        With --resume the next run does 7 of them again.
        With --resume --retry-failed it does all 15 without tokens.
        """,
        print(summary));
  }

  @Test
  void isNoSuccessIfSomebodyFailedBefore() {
    add(kept, 1, Ending.FAILED, "account_locked", "credentials");

    assertFalse(summary(1, List.of(), null).isSuccess());
  }

  /** The names of required steps come from the server. */
  @Test
  void countsAHundredKindsAndTheRestTogether() {
    for (int kind = 0; kind < 10_000; kind++) {
      done.add("user-" + kind, new Ending(Ending.ACTION_REQUIRED, "STATUS_" + kind, ""));
    }

    assertEquals(101, done.groups().size());
    assertEquals("action_required", done.groups().get(0).ending().description());
    assertEquals(9_900, done.groups().get(0).users());
    assertEquals("10000 action_required", done.kinds());
  }

  @Test
  void printsALineForEveryTenthAndEveryHalfMinute() {
    StringWriter out = new StringWriter();
    try (RunProgress progress = new PlainProgress(new PrintWriter(out), 1_000, 95, () -> now)) {
      for (int second = 1; second <= 35; second++) {
        now += TimeUnit.SECONDS.toNanos(1);
        add(done, 1, Ending.TOKENS, "", "");
        if (second == 10) {
          add(done, 2, Ending.FAILED, "timeout", "token");
          add(done, 1, Ending.FAILED, "timeout", "resume");
          add(done, 1, Ending.ACTION_REQUIRED, "OTP_REQUIRED", "");
        }
        progress.show(done);
      }
      now += TimeUnit.MINUTES.toNanos(100);
      add(done, 866, Ending.TOKENS, "", "");
      progress.show(done);
    }

    assertEquals(
        """
          100 of 1,000, 1.0 per second, 0:15:00 left
          134 of 1,000, 1.1 per second, 0:12:44 left, 4 failed: 3 timeout, 1 action_required
          1,000 of 1,000, 0.1 per second, 0 s left, 4 failed: 3 timeout, 1 action_required
        """,
        out.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void leavesABarWithAllFailures() {
    StringWriter out = new StringWriter();
    try (RunProgress progress = new TerminalProgress(new PrintWriter(out), 2, 0, () -> now)) {
      for (int user = 1; user <= 2; user++) {
        add(done, 1, Ending.FAILED, "timeout", "token");
        progress.show(done);
      }
    }

    assertTrue(out.toString().strip().endsWith(" 2 failed: 2 timeout"), out::toString);
  }

  private Summary summary(int users, List<String> inDoubt, String stopped) {
    return new Summary(
        Path.of("out.jsonl"), users, kept, done, inDoubt, stopped, TimeUnit.MINUTES.toNanos(90));
  }

  private static String print(Summary summary) {
    StringWriter printed = new StringWriter();
    summary.print(new PrintWriter(printed));
    return printed.toString().replace(System.lineSeparator(), "\n");
  }

  private static void add(Tally tally, int times, String outcome, String code, String step) {
    for (int user = 1; user <= times; user++) {
      tally.add("user-" + user, new Ending(outcome, code, step));
    }
  }
}
