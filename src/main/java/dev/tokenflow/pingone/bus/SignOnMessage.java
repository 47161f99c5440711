package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
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
    JsonObject message = RequestFields.object(body, "username and password");
    return new SignOn(
        RequestFields.required(message, "username"),
        RequestFields.required(message, "password"),
        RequestFields.optional(message, "scope"),
        RequestFields.optional(message, "acr_values"),
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
    String id = RequestFields.optional(message, "correlation_id");
    if (id != null && !isCorrelationId(id)) {
      throw RequestFields.invalid(
          "correlation_id is too long or has control characters, expected 1 to 128 others");
    }
    return id;
  }

  /** It goes into logs, where a line end would let a caller write lines of its own. */
  private static boolean isCorrelationId(String text) {
    return CORRELATION_ID.matcher(text).matches();
  }
}
