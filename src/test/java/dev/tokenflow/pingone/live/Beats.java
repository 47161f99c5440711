package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What the instances of a cluster say of themselves, as one who listens hears it. */
final class Beats {
  private static final Duration RECENT = Duration.ofMillis(2_500);

  private final Vertx vertx;
  private final Map<String, Beat> last = new ConcurrentHashMap<>();

  private final Map<String, Long> leavingSince = new ConcurrentHashMap<>();

  /**
   * @param at by {@link System#nanoTime()}
   */
  record Beat(String instance, boolean leaving, boolean keeper, long at) {}

  Beats(Vertx vertx) {
    this.vertx = vertx;
    await(
        vertx
            .eventBus()
            .<JsonObject>consumer("pingone.instances", message -> hear(message.body()))
            .completion());
  }

  private void hear(JsonObject beat) {
    String instance = beat.getString("instance");
    boolean leaving = beat.getString("state").equals("leaving");
    long now = System.nanoTime();
    last.put(instance, new Beat(instance, leaving, beat.getBoolean("keeper"), now));
    if (leaving) {
      leavingSince.putIfAbsent(instance, now);
    }
  }

  /** When instances first said that they leave, by {@link System#nanoTime()}. */
  Collection<Long> leavingSince() {
    return leavingSince.values();
  }

  /** The last beats of those who were heard lately. */
  Collection<Beat> recent() {
    long from = System.nanoTime() - RECENT.toNanos();
    return last.values().stream().filter(beat -> beat.at() - from > 0).toList();
  }

  /** Those who keep the accounts. */
  long keepers() {
    return recent().stream().filter(Beat::keeper).count();
  }

  /** Completes when the beats are like this. */
  Future<Void> until(Predicate<Collection<Beat>> expected) {
    Promise<Void> fulfilled = Promise.promise();
    vertx.setPeriodic(
        50,
        id -> {
          if (expected.test(recent())) {
            vertx.cancelTimer(id);
            fulfilled.complete();
          }
        });
    return fulfilled.future();
  }

  /** Completes when this number of instances serves. */
  Future<Void> untilServing(int number) {
    return until(
        beats -> beats.size() == number && beats.stream().noneMatch(beat -> beat.leaving()));
  }
}
