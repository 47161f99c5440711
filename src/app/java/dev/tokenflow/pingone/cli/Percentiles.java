package dev.tokenflow.pingone.cli;

import java.util.Arrays;

/** The spread of durations, by nearest rank. */
final class Percentiles {
  private final long[] sortedNanos;

  Percentiles(long[] nanos) {
    this.sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  /** The duration within which this percentage ended, in milliseconds; 0 where there are none. */
  double millis(double percentage) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percentage / 100 * sortedNanos.length);
    return sortedNanos[Math.max(0, rank - 1)] / 1e6;
  }
}
