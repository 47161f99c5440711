package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.presence.InstanceWatch;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message to one instance by name, whose death it notices. By the plain address nobody
 * knows which member of the cluster has a message.
 */
record ClusterRoute(
    EventBus eventBus, Addresses addresses, InstanceWatch instances, Duration timeout)
    implements Route {

  @Override
  public Future<Message<JsonObject>> request(
      Operation<?, ?> operation, String address, JsonObject message) {
    return operation.equals(Operation.CONTINUE)
        ? instances.await(addresses.instanceAt(address), send(null, address, message))
        : toNext(operation, address, message, new HashSet<>());
  }

  /**
   * An instance that has left before the message came is certain not to have begun, so the message
   * goes to another one.
   */
  private Future<Message<JsonObject>> toNext(
      Operation<?, ?> operation, String address, JsonObject message, Set<String> left) {
    String instance = instances.next(left);
    if (instance == null) {
      // No instance is known yet, or none is left.
      return send(null, address, message);
    }
    left.add(instance);
    return instances
        .await(instance, send(operation.name(), addresses.instance(instance), message))
        .recover(
            cause ->
                cause instanceof ReplyException reply
                        && reply.failureType() == ReplyFailure.NO_HANDLERS
                    ? toNext(operation, address, message, left)
                    : Future.failedFuture(cause));
  }

  private Future<Message<JsonObject>> send(
      @Nullable String operation, String address, JsonObject message) {
    var delivery = SendTimeout.expiringDelivery(timeout);
    if (operation != null) {
      delivery.addHeader(Listener.OPERATION, operation);
    }
    return eventBus.request(address, message, delivery);
  }
}
