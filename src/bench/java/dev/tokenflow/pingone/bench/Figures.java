package dev.tokenflow.pingone.bench;

import java.util.Arrays;
import java.util.Locale;

/** A few measurements of the same thing. */
final class Figures {
  private final double[] sorted;

  Figures(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The one in the middle, the upper of two. */
  double median() {
    return sorted[sorted.length / 2];
  }

  /** Median, lowest and highest. */
  String spread(String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ")",
        median(),
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
