package dev.tokenflow.pingone.live;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/** The live objects after a full collection, as {@code jmap -histo:live}; stops the world. */
record HeapHistogram(Map<String, Long> instances, long bytes) {

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

  /** The number of instances of each matching class. */
  Map<String, Long> of(Predicate<String> className) {
    return instances.entrySet().stream()
        .filter(each -> className.test(each.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
