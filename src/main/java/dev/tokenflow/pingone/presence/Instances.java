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

  /**
   * @param reached whether it answered what was sent to it by name
   */
  private record Heard(Beat beat, long at, boolean reached) {}

  /**
   * Notes a beat.
   *
   * @return what this instance said before, or null if it is new
   */
  @Nullable Beat hear(Beat beat, long nanoTime) {
    Heard before = heard.get(beat.instance());
    heard.put(beat.instance(), new Heard(beat, nanoTime, before != null && before.reached()));
    return before == null ? null : before.beat();
  }

  /**
   * Notes that an instance has answered.
   *
   * @return whether anything has changed
   */
  boolean reach(String instance) {
    Heard last = heard.get(instance);
    if (last == null || last.reached()) {
      return false;
    }
    heard.put(instance, new Heard(last.beat(), last.at(), true));
    return true;
  }

  /**
   * Drops instances that missed three beats. A sweep that comes late was late to hear, too: then
   * everybody's silence begins anew. Whoever was silent itself for so long has to reach the others
   * again, since they may have dropped it.
   *
   * @return whether anything has changed
   */
  boolean sweep(long nanoTime) {
    long since = sweptAt == null ? 0 : nanoTime - sweptAt;
    sweptAt = nanoTime;
    if (since > BEAT.toNanos()) {
      boolean silent = since > SILENCE.toNanos();
      heard.replaceAll(
          (instance, last) -> new Heard(last.beat(), nanoTime, last.reached() && !silent));
      return silent;
    }
    return heard.values().removeIf(last -> nanoTime - last.at() > SILENCE.toNanos());
  }

  /** Those that answer and do not leave; if all of those leave, all that answer. */
  List<String> serving() {
    List<String> serving = ids(last -> last.reached() && !last.beat().leaving());
    return serving.isEmpty() ? reached() : serving;
  }

  /** Those that answered what was sent to them by name. */
  List<String> reached() {
    return ids(Heard::reached);
  }

  /** Those that keep the accounts: one, unless a split network has just healed. */
  List<String> keepers() {
    return ids(last -> last.beat().keeper());
  }

  /** All that are alive. */
  List<String> alive() {
    return ids(last -> true);
  }

  private List<String> ids(Predicate<Heard> which) {
    return heard.values().stream().filter(which).map(last -> last.beat().instance()).toList();
  }
}
