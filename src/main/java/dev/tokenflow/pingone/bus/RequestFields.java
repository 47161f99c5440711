package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/**
 * The fields of requests. Each fault is an {@code invalid_request} that names the field and never
 * its value: a password may stand in the wrong one.
 */
final class RequestFields {
  private static final Pattern CORRELATION_ID = Pattern.compile("\\P{Cntrl}{1,128}");

  private RequestFields() {}

  /**
   * The message, which has to be a JSON object.
   *
   * @param fields those that it has to have
   */
  static JsonObject object(Object body, String fields) {
    if (body instanceof JsonObject message) {
      return message;
    }
    throw invalid(
        "the message is "
            + (body == null ? "empty" : "a " + body.getClass().getSimpleName())
            + ", expected a JSON object with "
            + fields);
  }

  static String required(JsonObject message, String field) {
    String text = optional(message, field);
    if (text == null) {
      throw invalid(field + " is missing, expected a text");
    }
    return text;
  }

  static String optional(JsonObject message, String field) {
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
  static String correlationId(JsonObject message) {
    String id = optional(message, "correlation_id");
    if (id != null && !isCorrelationId(id)) {
      throw invalid(
          "correlation_id is too long or has control characters, expected 1 to 128 others");
    }
    return id;
  }

  /** The usable correlation id of a message that may be malformed otherwise, or null. */
  static String correlationIdOf(Object body) {
    return body instanceof JsonObject message
            && message.getValue("correlation_id") instanceof String id
            && isCorrelationId(id)
        ? id
        : null;
  }

  /** It goes into logs, where a line end would let a caller write lines of its own. */
  private static boolean isCorrelationId(String text) {
    return CORRELATION_ID.matcher(text).matches();
  }

  static PingOneException invalid(String description) {
    return PingOneException.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description);
  }
}
