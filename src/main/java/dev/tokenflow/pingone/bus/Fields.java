package dev.tokenflow.pingone.bus;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** The optional fields of messages: what is null is left out. */
final class Fields {
  private Fields() {}

  static void put(JsonObject message, String field, Object value) {
    if (value != null) {
      message.put(field, value);
    }
  }

  /** A moment as seconds since the epoch. */
  static void put(JsonObject message, String field, Instant moment) {
    if (moment != null) {
      message.put(field, moment.getEpochSecond());
    }
  }

  static Instant instant(JsonObject message, String field) {
    Long seconds = message.getLong(field);
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}
