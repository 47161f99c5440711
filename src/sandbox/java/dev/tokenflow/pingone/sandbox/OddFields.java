package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Changes fields that decide nothing: other types, empty strings, members that are none. */
final class OddFields {
  private OddFields() {}

  /** The answer with its odd fields. */
  static JsonObject in(JsonObject answer) {
    if (answer.containsKey("access_token")) {
      answer
          .put("expires_in", String.valueOf(answer.getValue("expires_in")))
          .put("scope", new JsonArray().add("openid"));
      answer.getMap().putIfAbsent("id_token", "");
      answer.getMap().putIfAbsent("refresh_token", "");
    } else if (answer.getValue("keys") instanceof JsonArray keys) {
      keys.getJsonObject(0).put("alg", null).put("use", null).put("x5c", 7);
      answer.put("keys", new JsonArray().addNull().add(7).add("key").addAll(keys));
    } else if (answer.containsKey("status")) {
      answer
          .put("resumeUrl", "")
          .put("expiresAt", 7)
          .put("createdAt", new JsonObject())
          .put("session", "none");
    } else if (answer.getValue("details") instanceof JsonArray details) {
      answer.put("details", details.getValue(0)).put("message", new JsonArray());
    } else if (answer.containsKey("error")) {
      answer.put("error_description", new JsonObject().put("text", "odd"));
    }
    return answer;
  }
}
