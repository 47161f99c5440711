package dev.tokenflow.pingone.bench;

import java.lang.management.ManagementFactory;

/** The heap of this process. */
final class Heap {
  private Heap() {}

  /** What is in use after full collections. */
  static long usedAfterCollection() {
    // Twice: what the first one finds to be cleaned up is garbage to the second.
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  static double mebibytes(long octets) {
    return octets / (1024.0 * 1024);
  }
}
