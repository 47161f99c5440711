package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.presence.InstanceWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;

/** Asks instances by name whether they answer. */
public record InstanceProbe(EventBus eventBus, Addresses addresses) implements InstanceWatch.Probe {
  /** What is asked, as the header {@code operation} says. */
  static final String OPERATION = "probe";

  // Until the next beat.
  private static final long TIMEOUT_MS = 1000;

  /** The probe of an event bus; within one process nobody needs to ask. */
  public static InstanceWatch.Probe of(Vertx vertx, Addresses addresses) {
    return vertx.isClustered()
        ? new InstanceProbe(vertx.eventBus(), addresses)
        : instance -> Future.succeededFuture();
  }

  @Override
  public Future<?> send(String instance) {
    return eventBus.request(
        addresses.instance(instance),
        null,
        new DeliveryOptions().setSendTimeout(TIMEOUT_MS).addHeader(Listener.OPERATION, OPERATION));
  }
}
