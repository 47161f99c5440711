package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.UserInfoRequest;
import io.vertx.core.json.JsonObject;

/** A question for a user's claims as JSON: {@code {access_token, sub?, correlation_id?}}. */
public final class UserInfoMessage {
  private UserInfoMessage() {}

  /** The message that asks for the claims. */
  public static JsonObject encode(UserInfoRequest asked) {
    JsonObject message = new JsonObject().put("access_token", asked.accessToken());
    Fields.put(message, "sub", asked.subject());
    Fields.put(message, "correlation_id", asked.correlationId());
    return message;
  }

  /**
   * The question that a message asks; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static UserInfoRequest decode(Object body) {
    JsonObject message = RequestFields.object(body, "access_token");
    return new UserInfoRequest(
        RequestFields.required(message, "access_token"),
        RequestFields.optional(message, "sub"),
        RequestFields.correlationId(message));
  }
}
