package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields of messages. Reading a request fails with {@link MalformedRequestException}, which
 * names the field and never its value: a password may stand in the wrong field.
 */
final class JsonFields {
  private JsonFields() {}

  /**
   * The body of a request.
   *
   * @param expected the fields that it must have, for the error text
   */
  static JsonObject object(@Nullable Object body, String expected) {
    if (body instanceof JsonObject object) {
      return object;
    }
    throw new MalformedRequestException(
        "the message is "
            + (body == null ? "empty" : "a " + body.getClass().getSimpleName())
            + ", expected a JSON object with "
            + expected);
  }

  static String required(JsonObject request, String field) {
    String text = optional(request, field);
    if (text == null) {
      throw new MalformedRequestException(field + " is missing, expected a string");
    }
    return text;
  }

  static @Nullable String optional(JsonObject request, String field) {
    Object value = request.getValue(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw new MalformedRequestException(field + " is not a string, expected a string");
    }
    return text;
  }

  /** A field that is true or false; absent it is false. */
  static boolean flag(JsonObject request, String field) {
    Object value = request.getValue(field);
    if (value != null && !(value instanceof Boolean)) {
      throw new MalformedRequestException(field + " is not a boolean, expected true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A duration that a caller gives in whole seconds; null if it is absent. */
  static @Nullable Duration wholeSeconds(JsonObject request, String field) {
    Object value = request.getValue(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 0) {
      return Duration.ofSeconds(number.intValue());
    }
    throw new MalformedRequestException(
        field + " is not a whole number of seconds, expected 0 to " + Integer.MAX_VALUE);
  }

  /** Writes a field unless the value is null. */
  static void put(JsonObject message, String field, @Nullable Object value) {
    if (value != null) {
      message.put(field, value);
    }
  }

  /** Writes a point in time as seconds since the epoch, unless it is null. */
  static void put(JsonObject message, String field, @Nullable Instant time) {
    if (time != null) {
      message.put(field, time.getEpochSecond());
    }
  }

  static @Nullable Instant instant(JsonObject message, String field) {
    Long seconds = message.getLong(field);
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  static @Nullable Duration seconds(JsonObject message, String field) {
    Long seconds = message.getLong(field);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
