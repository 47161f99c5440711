package dev.tokenflow.pingone.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;

/**
 * A JSON object that is handed on whole.
 *
 * @param fields its fields, in their order
 */
public record JsonDocument(Map<String, Object> fields) {
  /** Reads a JSON object with any fields. */
  public static final JsonReader<JsonDocument> READER = JsonReader.of(JsonDocument.class);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JsonDocument {}

  /** Without the fields. */
  @Override
  public String toString() {
    return "JsonDocument[" + fields.size() + " fields]";
  }
}
