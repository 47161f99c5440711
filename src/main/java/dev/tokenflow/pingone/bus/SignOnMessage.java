package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import io.vertx.core.json.JsonObject;

/**
 * A sign-on request as JSON: {@code {username, password, scope?, acr_values?, correlation_id?}}.
 */
public final class SignOnMessage {
  private SignOnMessage() {}

  /** The message that asks for a sign-on. */
  public static JsonObject encode(SignOn signOn) {
    JsonObject message =
        new JsonObject().put("username", signOn.username()).put("password", signOn.password());
    Fields.put(message, "scope", signOn.scope());
    Fields.put(message, "acr_values", signOn.acrValues());
    Fields.put(message, "correlation_id", signOn.correlationId());
    return message;
  }

  /**
   * The sign-on that a message asks for; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static SignOn decode(Object body) {
    JsonObject message = RequestFields.object(body, "username and password");
    return new SignOn(
        RequestFields.required(message, "username"),
        RequestFields.required(message, "password"),
        RequestFields.optional(message, "scope"),
        RequestFields.optional(message, "acr_values"),
        RequestFields.correlationId(message));
  }
}
