package dev.tokenflow.pingone.options;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The documentation's table of all keys, rendered from the schema. */
final class ReferenceTable {
  private ReferenceTable() {}

  /** Every key and its part of the schema, inner keys with a dot, in the schema's order. */
  static Map<String, JsonObject> keys() {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    collect("", OptionsLoader.schema(), keys);
    return keys;
  }

  static String markdown() {
    return "| key | default | meaning |\n|---|---|---|\n"
        + keys().entrySet().stream()
            .map(key -> row(key.getKey(), key.getValue()))
            .collect(Collectors.joining());
  }

  private static void collect(String prefix, JsonObject schema, Map<String, JsonObject> keys) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    for (Map.Entry<String, Object> property : schema.getJsonObject("properties")) {
      String name = property.getKey();
      JsonObject key = (JsonObject) property.getValue();
      if (name.startsWith("$")) {
        continue;
      }
      // A group with a default can be a single value too.
      if (!key.containsKey("properties") || key.containsKey("default")) {
        keys.put(prefix + name, key.copy().put("required", required.contains(name)));
      }
      if (key.containsKey("properties")) {
        collect(prefix + name + ".", key, keys);
      }
      if (key.getValue("additionalProperties") instanceof JsonObject named) {
        collect(prefix + name + ".NAME.", named, keys);
      }
    }
  }

  private static String row(String name, JsonObject key) {
    String value = key.containsKey("default") ? code(key.getValue("default")) : "";
    return "| `%s` | %s | %s%s |\n"
        .formatted(
            name,
            key.getBoolean("required") ? "required" : value,
            key.getString("description"),
            range(key));
  }

  private static String range(JsonObject key) {
    if (key.containsKey("enum")) {
      return key.getJsonArray("enum").stream()
          .map(ReferenceTable::code)
          .collect(Collectors.joining(", ", " (", ")"));
    }
    return key.containsKey("minimum")
        ? " (" + key.getValue("minimum") + " to " + key.getValue("maximum") + ")"
        : "";
  }

  private static String code(Object value) {
    return "`" + (value instanceof String text ? text : Json.encode(value)) + "`";
  }
}
