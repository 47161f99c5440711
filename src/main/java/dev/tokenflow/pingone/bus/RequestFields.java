package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.json.JsonObject;

/**
 * The fields of requests. Each fault is an {@code invalid_request} that names the field and never
 * its value: a password may stand in the wrong one.
 */
final class RequestFields {
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

  static PingOneException invalid(String description) {
    return PingOneException.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description);
  }
}
