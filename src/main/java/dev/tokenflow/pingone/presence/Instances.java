package dev.tokenflow.pingone.presence;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The instances that are alive, as far as their beats tell. */
final class Instances {
  /** How often an instance beats. */
  static final Duration BEAT = Duration.ofSeconds(1);

  /** An instance that was silent for longer missed three beats. */
  static final Duration SILENCE = Duration.ofMillis(3500);

  /**
   * How long one that fell silent has to be heard again before it gets requests: what it says
   * arrives before its cluster has merged, and what is sent to it then is lost.
   */
  static final Duration SETTLES = Duration.ofSeconds(10);

  // In the order of their ids, so that all who look see the same.
  private final Map<String, Heard> heard = new TreeMap<>();
  private final Set<String> silent = new HashSet<>();
  private @Nullable Long sweptAt;

  /**
   * @param settlesAt when it gets requests, or null if it does
   */
  private record Heard(Beat beat, long at, @Nullable Long settlesAt) {

    Heard again(long nanoTime) {
      return new Heard(beat, nanoTime, settlesAt);
    }

    Heard settled() {
      return new Heard(beat, at, null);
    }

    boolean hasSettled(long nanoTime) {
      return settlesAt != null && nanoTime - settlesAt >= 0;
    }
  }

  /**
   * Notes a beat.
   *
   * @return what this instance said before, or null if it is new
   */
  @Nullable Beat hear(Beat beat, long nanoTime) {
    Heard before = heard.get(beat.instance());
    Long settlesAt =
        before != null
            ? before.settlesAt()
            : silent.remove(beat.instance()) ? (Long) (nanoTime + SETTLES.toNanos()) : null;
    heard.put(beat.instance(), new Heard(beat, nanoTime, settlesAt));
    return before == null ? null : before.beat();
  }

  /**
   * Drops those that missed three beats. A sweep that comes late was late to hear, too: then
   * everybody's silence begins anew.
   *
   * @return whether anything has changed
   */
  boolean sweep(long nanoTime) {
    boolean late = sweptAt != null && nanoTime - sweptAt > BEAT.toNanos();
    sweptAt = nanoTime;
    if (late) {
      heard.replaceAll((instance, last) -> last.again(nanoTime));
      return false;
    }
    boolean settled = false;
    for (Map.Entry<String, Heard> entry : heard.entrySet()) {
      if (entry.getValue().hasSettled(nanoTime)) {
        entry.setValue(entry.getValue().settled());
        settled = true;
      }
    }
    Set<String> fell =
        heard.values().stream()
            .filter(last -> nanoTime - last.at() > SILENCE.toNanos())
            .map(last -> last.beat().instance())
            .collect(Collectors.toSet());
    silent.addAll(fell);
    return heard.keySet().removeAll(fell) || settled;
  }

  /** Those that take requests; if there are none, all. */
  List<String> serving() {
    List<String> serving =
        heard.values().stream()
            .filter(last -> last.settlesAt() == null && !last.beat().leaving())
            .map(last -> last.beat().instance())
            .toList();
    return serving.isEmpty() ? alive() : serving;
  }

  /** Those that keep the accounts: one, unless a split network has just healed. */
  List<String> keepers() {
    return ids(Beat::keeper);
  }

  /** All that are alive. */
  List<String> alive() {
    return ids(beat -> true);
  }

  private List<String> ids(Predicate<Beat> which) {
    return heard.values().stream().map(Heard::beat).filter(which).map(Beat::instance).toList();
  }
}
