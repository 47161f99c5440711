package dev.tokenflow.pingone.presence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * This instance among those at its address. It belongs to the instance's context.
 *
 * @param id the id of this instance
 * @param instances all of them
 * @param heartbeat this one's
 */
public record Presence(String id, InstanceWatch instances, Heartbeat heartbeat) {

  /**
   * An instance that listens to the others, and says nothing yet.
   *
   * @param address where instances say that they are alive
   * @param probe asks one of them by name
   */
  public static Presence of(Vertx vertx, String address, String id, InstanceWatch.Probe probe) {
    InstanceWatch instances = new InstanceWatch(vertx, address, probe);
    Heartbeat heartbeat = new Heartbeat(vertx, address, id);
    // A newcomer need not wait for the next beats.
    instances.onArrival(newcomer -> heartbeat.greet());
    return new Presence(id, instances, heartbeat);
  }

  /** The number of instances that are alive, with this one, which may not have heard itself yet. */
  public int number() {
    Set<String> alive = new HashSet<>(instances.alive());
    alive.add(id);
    return alive.size();
  }

  /** How many of the instances that serve go before this one, in an order that all of them know. */
  public long rank() {
    return instances.serving().stream().filter(other -> other.compareTo(id) < 0).count();
  }

  /** The other instances that say that they keep the accounts. */
  public List<String> otherKeepers() {
    return instances.keepers().stream().filter(keeper -> !keeper.equals(id)).toList();
  }

  /** Stops announcing, waiting for replies and listening. */
  public Future<Void> end() {
    heartbeat.end();
    instances.endWaits();
    return instances.close();
  }
}
