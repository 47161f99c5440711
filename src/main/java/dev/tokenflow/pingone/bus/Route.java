package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.client.Operation;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** The way of a message to an instance that answers it. */
interface Route {

  /**
   * Sends a message.
   *
   * @param address where the operation is requested
   * @return the reply, on the caller's context; fails with {@code ReplyException}, or with {@code
   *     InstanceMissedException}
   */
  Future<Message<JsonObject>> request(
      Operation<?, ?> operation, String address, JsonObject message);
}
