package dev.tokenflow.pingone.presence;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Replies that are awaited from instances. The event bus does not tell who waits when a member of
 * the cluster dies.
 */
final class AwaitedReplies {
  private final Vertx vertx;
  private final Map<String, Set<Awaited>> byInstance = new ConcurrentHashMap<>();

  AwaitedReplies(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Equal to itself only. */
  private static final class Awaited {
    private final Context caller;
    private final Promise<Void> missed = Promise.promise();
    private final boolean known;
    private final long since = System.nanoTime();

    Awaited(Context caller, boolean known) {
      this.caller = caller;
      this.known = known;
    }

    boolean isOver(long nanoTime) {
      return known || nanoTime - since > Instances.SILENCE.toNanos();
    }

    void miss() {
      caller.runOnContext(there -> missed.tryFail(new InstanceMissedException()));
    }
  }

  /**
   * The reply of an instance, or an {@link InstanceMissedException} once it is no longer alive.
   * Called from any thread.
   *
   * @param known whether the instance is alive now; of others nothing is known before the next
   *     beats
   * @param reply completes on the context of its caller, which is this one's
   */
  <T> Future<T> await(String instance, boolean known, Future<T> reply) {
    if (reply.isComplete()) {
      return reply;
    }
    Awaited awaited = new Awaited(vertx.getOrCreateContext(), known);
    byInstance.compute(
        instance,
        (same, others) -> {
          Set<Awaited> all = others == null ? new HashSet<>() : others;
          all.add(awaited);
          return all;
        });
    Promise<T> first = Promise.promise();
    awaited.missed.future().onFailure(first::tryFail);
    reply.onComplete(
        ended -> {
          byInstance.computeIfPresent(
              instance,
              (same, all) -> {
                all.remove(awaited);
                return all.isEmpty() ? null : all;
              });
          if (ended.succeeded()) {
            first.tryComplete(ended.result());
          } else {
            first.tryFail(ended.cause());
          }
        });
    return first.future();
  }

  /** Ends the waits for instances that are not alive. */
  void sweep(List<String> alive, long nanoTime) {
    end(instance -> !alive.contains(instance), awaited -> awaited.isOver(nanoTime));
  }

  /** Ends all waits. */
  void end() {
    end(any -> true, any -> true);
  }

  private void end(Predicate<String> gone, Predicate<Awaited> over) {
    for (String instance : byInstance.keySet()) {
      if (gone.test(instance)) {
        byInstance.computeIfPresent(
            instance,
            (same, all) -> {
              all.stream().filter(over).forEach(Awaited::miss);
              all.removeIf(over);
              return all.isEmpty() ? null : all;
            });
      }
    }
  }
}
