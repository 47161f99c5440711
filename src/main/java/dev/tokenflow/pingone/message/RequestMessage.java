package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A request: what a caller sends, by event bus message or through the typed API. */
public interface RequestMessage {

  /** The caller's id for logs and support, or null to have one generated. */
  @Nullable String correlationId();

  /** The user name that the caller gave, or null if the request has none. */
  default @Nullable String username() {
    return null;
  }

  /** The event bus address of the instance that must answer, or null if any can. */
  default @Nullable String continueAt() {
    return null;
  }

  /** The handle of the flow that it continues, or null if it continues none. */
  default @Nullable String flow() {
    return null;
  }

  /** The event bus message. */
  JsonObject toJson();

  /**
   * Checks the values. A constructor does not, so that a bad value in the typed API is a failure
   * like any other; {@code fromJson} does.
   *
   * @throws MalformedRequestException naming the field
   */
  void validate();

  /** The usable correlation id of a message that may be malformed otherwise, or null. */
  static @Nullable String correlationIdOf(@Nullable Object body) {
    return usableCorrelationId(text(body, "correlation_id"));
  }

  /** The usable user name in a message that may be malformed otherwise, or null. */
  static @Nullable String usernameOf(@Nullable Object body) {
    return usableUsername(text(body, "username"));
  }

  /** The handle of the flow in a message that may be malformed otherwise, or null. */
  static @Nullable String flowOf(@Nullable Object body) {
    return text(body, "flow");
  }

  /** The id, or null if a log or an answer could not take it. */
  static @Nullable String usableCorrelationId(@Nullable String id) {
    return id != null && FieldRules.isCorrelationId(id) ? id : null;
  }

  /** The user name, or null if a log or an answer could not take it. */
  static @Nullable String usableUsername(@Nullable String username) {
    return username != null && FieldRules.isUsername(username) ? username : null;
  }

  private static @Nullable String text(@Nullable Object body, String field) {
    return body instanceof JsonObject message && message.getValue(field) instanceof String text
        ? text
        : null;
  }
}
