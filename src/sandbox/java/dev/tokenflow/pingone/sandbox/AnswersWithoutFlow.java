package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** PingOne's answers to sign-on requests that are no flow resource. */
final class AnswersWithoutFlow {
  private AnswersWithoutFlow() {}

  static SandboxResponse loginRequired(SandboxOptions options) {
    return SandboxResponse.json(
        environment(options)
            .put("status", "FAILED")
            .put("error", error("login_required", "The user must sign on at a page.")));
  }

  static SandboxResponse serverError(SandboxOptions options) {
    return SandboxResponse.json(
        environment(options).put("error", error("server_error", "The policy broke.")));
  }

  static SandboxResponse daVinci() {
    return SandboxResponse.json(
        new JsonObject()
            .put("interactionId", "5a4d0000-0000-4000-8000-0000000000da")
            .put("interactionToken", "5a4d0000-0000-4000-8000-0000000000db")
            .put("capabilityName", "customHTMLTemplate")
            .put(
                "_links",
                new JsonObject()
                    .put(
                        "next", new JsonObject().put("href", "https://auth.pingone.com/davinci"))));
  }

  static SandboxResponse authorizeResponse(String code, @Nullable String state) {
    return SandboxResponse.json(
        new JsonObject().put("authorizeResponse", authorization(code, state)));
  }

  static JsonObject authorization(String code, @Nullable String state) {
    JsonObject response = new JsonObject().put("code", code);
    return state == null ? response : response.put("state", state);
  }

  private static JsonObject environment(SandboxOptions options) {
    return new JsonObject().put("environment", new JsonObject().put("id", options.environmentId()));
  }

  private static JsonObject error(String code, String message) {
    return new JsonObject().put("code", code).put("message", message);
  }
}
