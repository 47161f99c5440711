package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Refresh;
import io.vertx.core.json.JsonObject;

/** A refresh as JSON: {@code {refresh_token, scope?, sub?, correlation_id?}}. */
public final class RefreshMessage {
  private RefreshMessage() {}

  /** The message that asks for a refresh. */
  public static JsonObject encode(Refresh refresh) {
    JsonObject message = new JsonObject().put("refresh_token", refresh.refreshToken());
    Fields.put(message, "scope", refresh.scope());
    Fields.put(message, "sub", refresh.subject());
    Fields.put(message, "correlation_id", refresh.correlationId());
    return message;
  }

  /**
   * The refresh that a message asks for; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static Refresh decode(Object body) {
    JsonObject message = RequestFields.object(body, "refresh_token");
    return new Refresh(
        RequestFields.required(message, "refresh_token"),
        RequestFields.optional(message, "scope"),
        RequestFields.optional(message, "sub"),
        RequestFields.correlationId(message));
  }
}
