package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A request that is refused, in the form that PingOne gives its errors. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String challenge;
  private final transient JsonObject body;

  private Refusal(int status, String challenge, JsonObject body) {
    super("refused with " + status, null, false, false);
    this.status = status;
    this.challenge = challenge;
    this.body = body;
  }

  /** A platform error. */
  static Refusal platform(int status, String code, String message) {
    return new Refusal(status, null, new JsonObject().put("code", code).put("message", message));
  }

  /** An OAuth error (RFC 6749 section 5.2). */
  static Refusal oauth(int status, String error, String description) {
    return new Refusal(
        status, null, new JsonObject().put("error", error).put("error_description", description));
  }

  /**
   * An access token that is missing or not good enough (RFC 6750 section 3).
   *
   * @param error or null, where none came
   */
  static Refusal bearer(int status, String error) {
    return new Refusal(
        status,
        "Bearer realm=\"sandbox\"" + (error == null ? "" : ", error=\"" + error + "\""),
        new JsonObject().put("code", "ACCESS_FAILED").put("message", "No access."));
  }

  static Refusal invalidClient(String description) {
    return oauth(401, "invalid_client", description);
  }

  static Refusal invalidGrant(String description) {
    return oauth(400, "invalid_grant", description);
  }

  /** The platform error with one more detail. */
  Refusal with(String code, String target, String message) {
    return with(new JsonObject().put("code", code).put("target", target).put("message", message));
  }

  /** The platform error with one more detail. */
  Refusal with(JsonObject detail) {
    JsonArray details = body.getJsonArray("details", new JsonArray());
    body.put("details", details.add(detail));
    return this;
  }

  int status() {
    return status;
  }

  /** The {@code WWW-Authenticate} header, or null. */
  String challenge() {
    return challenge;
  }

  JsonObject body() {
    return body;
  }
}
