package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Rejects a request with an error response in PingOne's format. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String challenge;
  private final transient JsonObject body;

  private Refusal(int status, @Nullable String challenge, JsonObject body) {
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
   * A missing, invalid or insufficient access token (RFC 6750 section 3).
   *
   * @param error null if the request has no token
   */
  static Refusal bearer(int status, @Nullable String error) {
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

  /** Adds a detail to this platform error. */
  Refusal with(String code, String target, String message) {
    return with(new JsonObject().put("code", code).put("target", target).put("message", message));
  }

  /** Adds a detail to this platform error. */
  Refusal with(JsonObject detail) {
    JsonArray details = body.getJsonArray("details", new JsonArray());
    body.put("details", details.add(detail));
    return this;
  }

  int status() {
    return status;
  }

  /** The {@code WWW-Authenticate} header, or null. */
  @Nullable String challenge() {
    return challenge;
  }

  JsonObject body() {
    return body;
  }
}
