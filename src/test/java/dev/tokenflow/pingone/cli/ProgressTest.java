package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter shown = new StringWriter();

  @Test
  void printsALineForEveryTenth() {
    run(progress(false, 2000), 2000);

    assertEquals(
        List.of(
            "  200 of 2,000",
            "  400 of 2,000",
            "  600 of 2,000",
            "  800 of 2,000",
            "  1,000 of 2,000",
            "  1,200 of 2,000",
            "  1,400 of 2,000",
            "  1,600 of 2,000",
            "  1,800 of 2,000",
            "  2,000 of 2,000"),
        shown.toString().lines().toList());
  }

  @Test
  void printsALineForEachOfAFew() {
    run(progress(false, 3), 3);

    assertEquals(List.of("  1 of 3", "  2 of 3", "  3 of 3"), shown.toString().lines().toList());
  }

  @Test
  void showsFailuresOnceThereAreSome() {
    Progress progress = progress(false, 2);
    progress.show(1, 0);
    progress.show(2, 1500);

    assertEquals(List.of("  1 of 2", "  2 of 2, 1,500 failed"), shown.toString().lines().toList());
  }

  @Test
  void movesTheBarWithinOneTerminalLine() {
    Progress progress = progress(true, 4);
    progress.show(1, 0);
    progress.show(2, 1);

    assertEquals(
        "\r  ["
            + "=".repeat(10)
            + " ".repeat(30)
            + "] 1 of 4"
            + "\r  ["
            + "=".repeat(20)
            + " ".repeat(20)
            + "] 2 of 4, 1 failed",
        shown.toString());
  }

  @Test
  void endsTheLineWhenTheBarIsFull() {
    progress(true, 4).show(4, 0);

    assertEquals("\r  [" + "=".repeat(40) + "] 4 of 4" + System.lineSeparator(), shown.toString());
  }

  @Test
  void drawsTheBarAtMost200Times() {
    run(progress(true, 100_000), 100_000);

    assertEquals(200, shown.toString().chars().filter(character -> character == '\r').count());
  }

  @Test
  void doesNotOverflowForHugeTotals() {
    progress(true, Integer.MAX_VALUE).show(Integer.MAX_VALUE - 1, 0);

    assertTrue(
        shown.toString().startsWith("\r  [" + "=".repeat(39) + " ] 2,147,483,646 of "),
        shown::toString);
  }

  private Progress progress(boolean terminal, int total) {
    return new Progress(new PrintWriter(shown), terminal, total);
  }

  private static void run(Progress progress, int total) {
    for (int done = 1; done <= total; done++) {
      progress.show(done, 0);
    }
  }
}
