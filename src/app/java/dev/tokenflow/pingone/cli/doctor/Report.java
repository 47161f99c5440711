package dev.tokenflow.pingone.cli.doctor;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Prints each finding as it comes, for a terminal of 80 columns, and a summary. */
final class Report {
  private static final int WIDTH = 80;
  private static final int INDENT = 24;

  private final PrintWriter out;
  private final Ansi ansi;
  private final List<Finding> findings = new ArrayList<>();

  Report(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void add(Finding finding) {
    findings.add(finding);
    String verdict = finding.verdict().name();
    String colour =
        switch (finding.verdict()) {
          case OK -> "green";
          case FAILED -> "red,bold";
          case SKIPPED -> "yellow";
        };
    // A failure has to catch the eye where there are no colours, too.
    String word = finding.hasFailed() ? verdict : verdict.toLowerCase(Locale.ROOT);
    out.print(ansi.string("@|" + colour + " " + word + "|@"));
    out.print(" ".repeat(9 - word.length()));
    out.print(String.format(Locale.ROOT, "%-15s", finding.check()));
    print(finding.text());
    if (finding.advice() != null) {
      out.print(" ".repeat(INDENT));
      print("-> " + finding.advice());
    }
    out.flush();
  }

  /** Prints a text that begins after the indentation, and breaks it between words. */
  private void print(String text) {
    int column = INDENT;
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        out.println();
        out.print(" ".repeat(INDENT));
        column = INDENT;
        first = true;
      }
      out.print(first ? word : " " + word);
      column += word.length() + (first ? 0 : 1);
      first = false;
    }
    out.println();
  }

  /**
   * Prints the last lines.
   *
   * @param record the file with the shapes of the answers, or null without one
   * @return whether no check failed
   */
  boolean summarize(@Nullable Path record) {
    out.println();
    if (record != null) {
      out.println("Recorded in " + record + ": names and types of the answers, no values");
    }
    long failed = count(Finding.Verdict.FAILED);
    out.println(
        findings.size()
            + " checks: "
            + count(Finding.Verdict.OK)
            + " ok, "
            + failed
            + " failed, "
            + count(Finding.Verdict.SKIPPED)
            + " skipped");
    out.flush();
    return failed == 0;
  }

  private long count(Finding.Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
