package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.PingOneException;
import io.vertx.core.json.JsonObject;

/** A request for the application's own tokens as JSON: {@code {scope?, correlation_id?}}. */
public final class ClientCredentialsMessage {
  private ClientCredentialsMessage() {}

  /** The message that asks for the application's own tokens. */
  public static JsonObject encode(ClientCredentials asked) {
    JsonObject message = new JsonObject();
    Fields.put(message, "scope", asked.scope());
    Fields.put(message, "correlation_id", asked.correlationId());
    return message;
  }

  /**
   * What a message asks for; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static ClientCredentials decode(Object body) {
    JsonObject message = RequestFields.object(body, "scope or nothing in it");
    return new ClientCredentials(
        RequestFields.optional(message, "scope"), RequestFields.correlationId(message));
  }
}
