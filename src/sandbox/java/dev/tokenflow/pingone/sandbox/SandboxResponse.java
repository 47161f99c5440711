package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A response of the sandbox.
 *
 * @param status the HTTP status
 * @param location the target of a redirect, or null
 * @param body the body, which a redirect leaves empty
 */
record SandboxResponse(int status, @Nullable String location, JsonObject body) {
  static SandboxResponse json(JsonObject body) {
    return new SandboxResponse(200, null, body);
  }

  static SandboxResponse noContent() {
    return new SandboxResponse(204, null, new JsonObject());
  }

  static SandboxResponse redirect(String location) {
    return new SandboxResponse(302, location, new JsonObject());
  }

  /** Shows the status only: location and body may hold a code or tokens. */
  @Override
  public String toString() {
    return "SandboxResponse[" + status + "]";
  }
}
