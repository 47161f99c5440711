package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.IssuedToken;
import dev.tokenflow.pingone.acquisition.PingOneException;
import io.vertx.core.json.JsonObject;

/**
 * A token to be introspected or revoked as JSON: {@code {token, token_type_hint?,
 * correlation_id?}}.
 */
public final class IssuedTokenMessage {
  private IssuedTokenMessage() {}

  /** The message that names the token. */
  public static JsonObject encode(IssuedToken token) {
    JsonObject message = new JsonObject().put("token", token.value());
    Fields.put(message, "token_type_hint", token.typeHint());
    Fields.put(message, "correlation_id", token.correlationId());
    return message;
  }

  /**
   * The token that a message names; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static IssuedToken decode(Object body) {
    JsonObject message = RequestFields.object(body, "token");
    return new IssuedToken(
        RequestFields.required(message, "token"),
        RequestFields.optional(message, "token_type_hint"),
        RequestFields.correlationId(message));
  }
}
