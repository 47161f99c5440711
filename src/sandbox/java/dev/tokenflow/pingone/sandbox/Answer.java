package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;

/**
 * An answer of the sandbox.
 *
 * @param status the HTTP status
 * @param location where a redirect leads, or null
 * @param body the body, or null
 */
record Answer(int status, String location, JsonObject body) {
  static Answer json(JsonObject body) {
    return new Answer(200, null, body);
  }

  static Answer redirect(String location) {
    return new Answer(302, location, null);
  }

  /** The status alone: location and body may hold a code or tokens. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
