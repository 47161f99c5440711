package dev.tokenflow.pingone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Samples CPU time and allocations of one thread with the JDK's flight recorder. */
final class Profile {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final Pattern OWN = Pattern.compile("dev\\.tokenflow\\.pingone\\.(?!bench).*");
  private static final int SHOWN = 25;

  private Profile() {}

  /** Samples a thread during an action and prints the top entries. */
  static void of(long threadId, Runnable running) throws IOException {
    Path file = Files.createTempFile("profile", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(SAMPLE).withPeriod(Duration.ofMillis(5));
      recording.enable(ALLOCATION).with("throttle", "2000/s").withStackTrace();
      recording.start();
      running.run();
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> events =
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getStackTrace() != null && isOf(threadId, event))
              .toList();
      List<RecordedEvent> samples = named(events, SAMPLE);
      print("Time by package of the top frame", samples, event -> 1, Profile::topPackage);
      print("Time by top frame", samples, event -> 1, event -> method(top(event)));
      print("Time by topmost frame of this library", samples, event -> 1, Profile::own);
      // The first sample's weight includes everything that the thread allocated before.
      List<RecordedEvent> allocations =
          named(events, ALLOCATION).stream()
              .sorted(Comparator.comparing(RecordedEvent::getStartTime))
              .skip(1)
              .toList();
      ToLongFunction<RecordedEvent> weight = event -> event.getLong("weight");
      print(
          "Allocation by class",
          allocations,
          weight,
          event -> event.getClass("objectClass").getName());
      print("Allocation by topmost frame of this library", allocations, weight, Profile::own);
    } finally {
      Files.delete(file);
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }

  private static boolean isOf(long threadId, RecordedEvent event) {
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    return thread != null && thread.getJavaThreadId() == threadId;
  }

  private static RecordedFrame top(RecordedEvent event) {
    return event.getStackTrace().getFrames().get(0);
  }

  private static String topPackage(RecordedEvent event) {
    String type = top(event).getMethod().getType().getName();
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** The topmost method of this library, with the foreign method that it called. */
  private static String own(RecordedEvent event) {
    RecordedFrame called = null;
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      if (OWN.matcher(frame.getMethod().getType().getName()).matches()) {
        return method(frame) + (called == null ? "" : " -> " + method(called));
      }
      called = frame;
    }
    return "none";
  }

  private static void print(
      String title,
      List<RecordedEvent> events,
      ToLongFunction<RecordedEvent> weight,
      Function<RecordedEvent, String> group) {
    Map<String, Long> groups = new HashMap<>();
    long total = 0;
    for (RecordedEvent event : events) {
      total += weight.applyAsLong(event);
      groups.merge(group.apply(event), weight.applyAsLong(event), Long::sum);
    }
    double all = total;
    System.out.printf("%n%s (%,d samples)%n", title, events.size());
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            entry ->
                System.out.printf("%5.1f %%  %s%n", 100 * entry.getValue() / all, entry.getKey()));
  }
}
