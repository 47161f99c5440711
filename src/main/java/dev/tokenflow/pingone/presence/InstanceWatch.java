package dev.tokenflow.pingone.presence;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the beats at an address, and probes who beats: an instance that has just joined is
 * heard before the whole cluster knows where it is, and what is sent to it until then is lost
 * without a failure.
 *
 * <p>It belongs to the context on which it is made, and ends with that context's verticle. The
 * lists may be read, and replies awaited, on any thread.
 */
public final class InstanceWatch {
  private static final long SWEEP_MS = 250;

  private final Vertx vertx;
  private final Probe probe;
  private final Set<String> probed = new HashSet<>();
  private final Instances instances = new Instances();
  private final AwaitedReplies awaitedReplies;
  private final AtomicInteger turn = new AtomicInteger();
  private final List<Runnable> onChange = new ArrayList<>();
  private final List<Consumer<String>> onArrival = new ArrayList<>();
  private final List<Consumer<String>> onReached = new ArrayList<>();
  private final Context home;
  private final Promise<Void> listening = Promise.promise();
  private @Nullable MessageConsumer<Object> consumer;
  private long timer;
  private volatile Lists lists = new Lists(List.of(), List.of(), List.of(), List.of());

  private record Lists(
      List<String> serving, List<String> reached, List<String> alive, List<String> keepers) {}

  /** Sends something to an instance that it answers at once. */
  @FunctionalInterface
  public interface Probe {
    /**
     * Sends it.
     *
     * @return the answer, on the caller's context; fails if there is none before the next beat
     */
    Future<?> send(String instance);
  }

  /** Begins to listen at the address of the beats, on the current context or on one of its own. */
  public InstanceWatch(Vertx vertx, String address, Probe probe) {
    this.vertx = vertx;
    this.probe = probe;
    this.awaitedReplies = new AwaitedReplies(vertx);
    this.home = vertx.getOrCreateContext();
    home.runOnContext(begin -> listen(address));
  }

  private void listen(String address) {
    timer = vertx.setPeriodic(SWEEP_MS, due -> sweep());
    consumer = vertx.eventBus().consumer(address, this::hear);
    consumer.completion().onComplete(listening);
  }

  /** Completes when the whole cluster knows that this listens. */
  public Future<Void> listening() {
    return listening.future();
  }

  /** Runs a task whenever one of the lists has changed. */
  public void onChange(Runnable task) {
    onChange.add(task);
  }

  /** Takes the id of an instance whenever one is heard for the first time, or again. */
  public void onArrival(Consumer<String> task) {
    onArrival.add(task);
  }

  /** Takes the id of an instance whenever one answers for the first time, or again. */
  public void onReached(Consumer<String> task) {
    onReached.add(task);
  }

  /** The instances that are alive, by their ids. */
  public List<String> alive() {
    return lists.alive();
  }

  /** Those of them that answer what is sent to them by name. */
  public List<String> reached() {
    return lists.reached();
  }

  /** Those of them that answer and do not leave; if all of those leave, all that answer. */
  public List<String> serving() {
    return lists.serving();
  }

  /** Those that say that they keep the accounts: one, unless a split network has just healed. */
  public List<String> keepers() {
    return lists.keepers();
  }

  /**
   * The serving instance whose turn it is, or null if none serves.
   *
   * @param except instances to pass over
   */
  public @Nullable String next(Set<String> except) {
    List<String> serving = lists.serving();
    int first = turn.getAndIncrement();
    for (int i = 0; i < serving.size(); i++) {
      String instance = serving.get(Math.floorMod(first + i, serving.size()));
      if (!except.contains(instance)) {
        return instance;
      }
    }
    return null;
  }

  /**
   * The reply of an instance; fails with {@link InstanceMissedException} once it missed three
   * beats.
   */
  public <T> Future<T> await(String instance, Future<T> reply) {
    return awaitedReplies.await(instance, lists.alive().contains(instance), reply);
  }

  /** Ends the waits for replies, as if all instances had missed their beats. */
  void endWaits() {
    awaitedReplies.end();
  }

  /** Listens no longer. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    home.runOnContext(
        close -> {
          vertx.cancelTimer(timer);
          requireNonNull(consumer).unregister().onComplete(closed);
        });
    return closed.future();
  }

  private void hear(Message<Object> message) {
    Beat beat = Beat.fromJson(message.body());
    if (beat == null) {
      return;
    }
    Beat before = instances.hear(beat, System.nanoTime());
    if (!beat.equals(before)) {
      changed();
    }
    if (before == null) {
      onArrival.forEach(task -> task.accept(beat.instance()));
    }
    if (!lists.reached().contains(beat.instance())) {
      probe(beat.instance());
    }
  }

  private void probe(String instance) {
    if (probed.add(instance)) {
      probe
          .send(instance)
          .onComplete(
              answer -> {
                probed.remove(instance);
                if (answer.succeeded() && instances.reach(instance)) {
                  changed();
                  onReached.forEach(task -> task.accept(instance));
                }
              });
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    if (instances.sweep(now)) {
      changed();
    }
    awaitedReplies.sweep(lists.alive(), now);
  }

  private void changed() {
    lists =
        new Lists(instances.serving(), instances.reached(), instances.alive(), instances.keepers());
    onChange.forEach(Runnable::run);
  }
}
