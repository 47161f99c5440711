package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/**
 * The body of a request, read field by field. A value is never shown: a password may stand in the
 * wrong field.
 *
 * @param message the body
 */
record RequestBody(JsonObject message) {
  private static final Pattern CORRELATION_ID = Pattern.compile("\\P{Cntrl}{1,128}");

  /**
   * A body that has to be a JSON object.
   *
   * @param with what has to be in it, for a caller who sends something else
   * @throws PingOneException {@code invalid_request}
   */
  static RequestBody of(Object body, String with) {
    if (!(body instanceof JsonObject message)) {
      throw invalid(
          "the message is "
              + (body == null ? "empty" : "a " + body.getClass().getSimpleName())
              + ", expected a JSON object with "
              + with);
    }
    return new RequestBody(message);
  }

  /** The usable correlation id of a message that may be malformed otherwise, or null. */
  static String correlationIdOf(Object body) {
    return body instanceof JsonObject message
            && message.getValue("correlation_id") instanceof String id
            && isCorrelationId(id)
        ? id
        : null;
  }

  /** A text; {@code invalid_request} where it is missing or no text. */
  String required(String field) {
    String text = optional(field);
    if (text == null) {
      throw invalid(field + " is missing, expected a text");
    }
    return text;
  }

  /** A text, or null; {@code invalid_request} where it is no text. */
  String optional(String field) {
    Object value = message.getValue(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text) || text.isBlank()) {
      throw invalid(
          field
              + " is "
              + (value instanceof String ? "blank" : "not a text")
              + ", expected a text");
    }
    return text;
  }

  /** The caller's id, or null. */
  String correlationId() {
    String id = optional("correlation_id");
    if (id != null && !isCorrelationId(id)) {
      throw invalid(
          "correlation_id is too long or has control characters, expected 1 to 128 others");
    }
    return id;
  }

  /** It goes into logs, where a line end would let a caller write lines of its own. */
  private static boolean isCorrelationId(String text) {
    return CORRELATION_ID.matcher(text).matches();
  }

  private static PingOneException invalid(String description) {
    return PingOneException.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description);
  }

  @Override
  public String toString() {
    return "RequestBody[***]";
  }
}
