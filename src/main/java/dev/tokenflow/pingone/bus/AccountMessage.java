package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.AccountRequest;
import dev.tokenflow.pingone.acquisition.PingOneException;
import io.vertx.core.json.JsonObject;

/**
 * A question for an account's tokens as JSON: {@code {account, refused_token?, correlation_id?}}.
 */
public final class AccountMessage {
  private AccountMessage() {}

  /** The message that asks for the tokens. */
  public static JsonObject encode(AccountRequest asked) {
    JsonObject message = new JsonObject().put("account", asked.account());
    Fields.put(message, "refused_token", asked.refusedToken());
    Fields.put(message, "correlation_id", asked.correlationId());
    return message;
  }

  /**
   * The question that a message asks; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static AccountRequest decode(Object body) {
    JsonObject message = RequestFields.object(body, "account");
    return new AccountRequest(
        RequestFields.required(message, "account"),
        RequestFields.optional(message, "refused_token"),
        RequestFields.correlationId(message));
  }
}
