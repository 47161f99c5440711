package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ActionRequired;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** An outcome as JSON; fields from an RFC have the RFC's names. */
public final class OutcomeMessage {
  private static final String TOKENS = "tokens";
  private static final String ACTION_REQUIRED = "action_required";

  private OutcomeMessage() {}

  /** The message that tells an outcome. */
  public static JsonObject encode(Outcome outcome) {
    return outcome instanceof Tokens tokens ? encode(tokens) : encode((ActionRequired) outcome);
  }

  /** The message that tells that tokens were issued, without any of them. */
  public static JsonObject withoutTokens(JsonObject message) {
    JsonObject metadata = message.copy();
    metadata.remove("access_token");
    metadata.remove("id_token");
    metadata.remove("refresh_token");
    return metadata;
  }

  /** The outcome that a message tells. */
  public static Outcome decode(JsonObject message) {
    return TOKENS.equals(message.getString("outcome"))
        ? decodeTokens(message)
        : decodeActionRequired(message);
  }

  private static JsonObject encode(Tokens tokens) {
    JsonObject message =
        new JsonObject()
            .put("outcome", TOKENS)
            .put("access_token", tokens.accessToken())
            .put("token_type", tokens.tokenType());
    if (tokens.expiresIn() != null) {
      message.put("expires_in", tokens.expiresIn().toSeconds());
    }
    Fields.put(message, "expires_at", tokens.expiresAt());
    Fields.put(message, "scope", tokens.scope());
    Fields.put(message, "id_token", tokens.idToken());
    Fields.put(message, "refresh_token", tokens.refreshToken());
    Fields.put(message, "claims", tokens.claims());
    Fields.put(message, "username", tokens.username());
    return message.put("correlation_id", tokens.correlationId());
  }

  private static Tokens decodeTokens(JsonObject message) {
    Long expiresIn = message.getLong("expires_in");
    return new Tokens(
        message.getString("access_token"),
        message.getString("token_type"),
        expiresIn == null ? null : Duration.ofSeconds(expiresIn),
        Fields.instant(message, "expires_at"),
        message.getString("scope"),
        message.getString("id_token"),
        message.getString("refresh_token"),
        message.getJsonObject("claims"),
        message.getString("username"),
        message.getString("correlation_id"));
  }

  private static JsonObject encode(ActionRequired required) {
    JsonObject message = new JsonObject().put("outcome", ACTION_REQUIRED);
    putStep(message, required);
    return message.put("correlation_id", required.correlationId());
  }

  /** The fields that ask for a flow's next step. */
  static void putStep(JsonObject message, ActionRequired required) {
    message
        .put("status", required.status())
        .put("actions", new JsonArray(List.copyOf(required.actions())))
        .put("flow", required.flow())
        .put("continue_at", required.continueAt());
    Fields.put(message, "expires_at", required.expiresAt());
    message.put("embedded", required.embedded());
  }

  /** The step that a message with such fields asks for. */
  static ActionRequired decodeActionRequired(JsonObject message) {
    return new ActionRequired(
        message.getString("status"),
        message.getJsonArray("actions").stream().map(String.class::cast).toList(),
        message.getString("flow"),
        message.getString("continue_at"),
        Fields.instant(message, "expires_at"),
        message.getJsonObject("embedded"),
        message.getString("correlation_id"));
  }
}
