package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/**
 * A sign-on request as JSON: {@code {username, password, scope?, acr_values?, correlation_id?}}.
 */
public final class SignOnMessage {
  private static final Pattern CORRELATION_ID = Pattern.compile("\\P{Cntrl}{1,128}");

  private SignOnMessage() {}

  /** The message that asks for a sign-on. */
  public static JsonObject encode(SignOn signOn) {
    JsonObject message =
        new JsonObject().put("username", signOn.username()).put("password", signOn.password());
    Fields.put(message, "scope", signOn.scope());
    Fields.put(message, "acr_values", signOn.acrValues());
    Fields.put(message, "correlation_id", signOn.correlationId());
    return message;
  }

  /**
   * The sign-on that a message asks for; fields that are not known are left alone.
   *
   * @throws PingOneException {@code invalid_request}, which names the field
   */
  public static SignOn decode(Object body) {
    if (!(body instanceof JsonObject message)) {
      throw invalid(
          "the message is "
              + (body == null ? "empty" : "a " + body.getClass().getSimpleName())
              + ", expected a JSON object with username and password");
    }
    return new SignOn(
        required(message, "username"),
        required(message, "password"),
        optional(message, "scope"),
        optional(message, "acr_values"),
        correlationId(message));
  }

  /** The usable correlation id of a message that may be malformed otherwise, or null. */
  static String correlationIdOf(Object body) {
    return body instanceof JsonObject message
            && message.getValue("correlation_id") instanceof String id
            && isCorrelationId(id)
        ? id
        : null;
  }

  private static String correlationId(JsonObject message) {
    String id = optional(message, "correlation_id");
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

  private static String required(JsonObject message, String field) {
    String text = optional(message, field);
    if (text == null) {
      throw invalid(field + " is missing, expected a text");
    }
    return text;
  }

  /** The value is never shown: a password may stand in the wrong field. */
  private static String optional(JsonObject message, String field) {
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

  private static PingOneException invalid(String description) {
    return PingOneException.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description);
  }
}
