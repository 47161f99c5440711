package dev.tokenflow.pingone.live;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/** The live objects after a full collection, as {@code jmap -histo:live}; stops the world. */
record HeapHistogram(Map<String, Long> instances, long bytes) {
  private static final List<String> SIGN_ON_CLASSES =
      List.of(
          "dev.tokenflow.pingone.client.Admission$Waiting",
          "dev.tokenflow.pingone.client.Call",
          "dev.tokenflow.pingone.flow.OpenFlow",
          "dev.tokenflow.pingone.flow.PendingFlows$Held",
          "dev.tokenflow.pingone.flow.SignOnState",
          "dev.tokenflow.pingone.http.Attempt",
          "dev.tokenflow.pingone.http.Exchange",
          "dev.tokenflow.pingone.http.Request",
          "dev.tokenflow.pingone.http.Response");

  static HeapHistogram now() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Map<String, Long> instances =
        histogram
            .lines()
            .map(line -> line.strip().split("\\s+", -1))
            .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
            .collect(
                Collectors.toMap(
                    columns -> columns[3], columns -> Long.valueOf(columns[1]), Long::sum));
    String total =
        histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
    return new HeapHistogram(instances, Long.parseLong(total.strip().split("\\s+", -1)[2]));
  }

  /**
   * What sign-ons left behind. A call that has just answered may still be on the stack of its event
   * loop, so this looks again, and each look takes long enough for the loop to go on.
   */
  static Map<String, Long> leftBySignOns() throws JMException {
    Map<String, Long> left = now().ofSignOns();
    for (int looks = 1; looks < 5 && !left.isEmpty(); looks++) {
      left = now().ofSignOns();
    }
    return left;
  }

  /** The live instances of classes that belong to one sign-on; empty if there are none. */
  Map<String, Long> ofSignOns() {
    return SIGN_ON_CLASSES.stream()
        .map(HeapHistogram::existing)
        .filter(instances::containsKey)
        .collect(Collectors.toMap(name -> name, instances::get));
  }

  /** A renamed class would never be found on the heap, and so hide its leaks. */
  private static String existing(String className) {
    try {
      return Class.forName(className, false, HeapHistogram.class.getClassLoader()).getName();
    } catch (ClassNotFoundException e) {
      throw new AssertionError("SIGN_ON_CLASSES names a class that does not exist", e);
    }
  }
}
