package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;

/** The result of a sign-on: tokens, or another step that PingOne requires. */
public sealed interface Outcome permits Tokens, ActionRequired {

  /** The id of the request, for logs and support. */
  String correlationId();

  /** The event bus message. */
  JsonObject toJson();

  /** Reads an outcome that a {@code PingOneVerticle} sent. */
  static Outcome fromJson(JsonObject message) {
    return "tokens".equals(message.getString("outcome"))
        ? Tokens.fromJson(message)
        : ActionRequired.fromJson(message);
  }
}
