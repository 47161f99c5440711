package dev.tokenflow.pingone.bench;

import java.lang.management.ManagementFactory;

/** The heap of this process. */
final class Heap {
  private Heap() {}

  /** The used heap after full collections. */
  static long usedAfterCollection() {
    // Twice, because the first collection only enqueues some objects for cleaning.
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static double mebibytes(long octets) {
    return octets / (1024.0 * 1024);
  }
}
