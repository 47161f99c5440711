package dev.tokenflow.pingone.cli;

import java.util.Arrays;

/** Percentiles of durations, by the nearest-rank method. */
final class Percentiles {
  private final long[] sortedNanos;

  Percentiles(long[] nanos) {
    this.sortedNanos = nanos.clone();
    Arrays.sort(sortedNanos);
  }

  /** The given percentile in milliseconds, or 0 if there are no durations. */
  double millis(double percentage) {
    if (sortedNanos.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percentage / 100 * sortedNanos.length);
    return sortedNanos[Math.max(0, rank - 1)] / 1e6;
  }
}
