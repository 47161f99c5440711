package dev.tokenflow.pingone.examples.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts failures by a key. A count ends a fixed time after the last failure. */
final class FailureCounts {
  /** The key that was not seen for longest gives way: memory stays bounded under an attack. */
  private static final int MAX_KEYS = 10_000;

  private final int limit;
  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

  private record Count(int failures, Instant until) {}

  FailureCounts(int limit, Duration window, InstantSource clock) {
    this.limit = limit;
    this.window = window;
    this.clock = clock;
  }

  /** How long this key has to wait, or null if it may try. */
  @Nullable Duration waitOf(String key) {
    Count count = current(key);
    return count == null || count.failures() < limit
        ? null
        : Duration.between(clock.instant(), count.until());
  }

  void add(String key) {
    Count before = current(key);
    int failures = before == null ? 0 : before.failures();
    counts.put(key, new Count(failures + 1, clock.instant().plus(window)));
    if (counts.size() > MAX_KEYS) {
      Iterator<String> eldest = counts.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Keeps no key without failures: it would take the place of one that has some. */
  void takeBack(String key) {
    counts.computeIfPresent(
        key,
        (same, count) ->
            count.failures() > 1 ? new Count(count.failures() - 1, count.until()) : null);
  }

  void forget(String key) {
    counts.remove(key);
  }

  private @Nullable Count current(String key) {
    Count count = counts.get(key);
    if (count != null && !clock.instant().isBefore(count.until())) {
      counts.remove(key);
      return null;
    }
    return count;
  }
}
