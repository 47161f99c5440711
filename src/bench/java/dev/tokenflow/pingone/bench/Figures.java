package dev.tokenflow.pingone.bench;

import java.util.Arrays;
import java.util.Locale;

/** Repeated measurements of one quantity. */
final class Figures {
  private final double[] sorted;

  Figures(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** The median; for an even count, the upper of the two middle values. */
  double median() {
    return sorted[sorted.length / 2];
  }

  /** Formats the median with the lowest and the highest value. */
  String spread(String format) {
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ")",
        median(),
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
