package dev.tokenflow.pingone.presence;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The instances that are alive, as far as their beats tell. */
final class Instances {
  /** How often an instance beats. */
  static final Duration BEAT = Duration.ofSeconds(1);

  /** An instance that was silent for longer missed three beats. */
  static final Duration SILENCE = Duration.ofMillis(3500);

  // In the order of their ids, so that all who look see the same.
  private final Map<String, Heard> heard = new TreeMap<>();
  private @Nullable Long sweptAt;

  private record Heard(Beat beat, long at) {}

  /**
   * Notes a beat.
   *
   * @return what this instance said before, or null if it is new
   */
  @Nullable Beat hear(Beat beat, long nanoTime) {
    Heard before = heard.put(beat.instance(), new Heard(beat, nanoTime));
    return before == null ? null : before.beat();
  }

  /**
   * Drops those that missed three beats. A sweep that comes late was late to hear, too: then
   * everybody's silence begins anew.
   *
   * @return whether there were any
   */
  boolean sweep(long nanoTime) {
    boolean late = sweptAt != null && nanoTime - sweptAt > BEAT.toNanos();
    sweptAt = nanoTime;
    if (late) {
      heard.replaceAll((instance, last) -> new Heard(last.beat(), nanoTime));
      return false;
    }
    return heard.values().removeIf(last -> nanoTime - last.at() > SILENCE.toNanos());
  }

  /** Those that take requests; if all of them are leaving, those. */
  List<String> serving() {
    List<String> serving = ids(beat -> !beat.leaving());
    return serving.isEmpty() ? ids(beat -> true) : serving;
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
