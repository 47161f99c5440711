package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A valid configuration with its defaults and without its secrets, by the schema. */
final class EffectiveConfiguration {
  private static final String NOT_SHOWN = "(not shown)";

  private EffectiveConfiguration() {}

  /**
   * The configuration as it takes effect.
   *
   * @param loaded has the values whose defaults depend on other keys, and URLs in their normal form
   */
  static JsonObject of(JsonObject given, PingOneOptions loaded) {
    JsonObject effective = effective(ConfigurationSchema.read(), nested(given));
    String issuer = loaded.endpoints().issuer();
    effective
        .put("baseUrl", issuer.substring(0, issuer.lastIndexOf("/as")))
        .put("drainTimeoutMs", loaded.drainTimeout().toMillis());
    if (signs(loaded)) {
      effective.getJsonObject("assertion").put("algorithm", loaded.assertion().algorithm().name());
    }
    return effective;
  }

  /** Whether the configuration wants something signed, whatever a caller asks for. */
  private static boolean signs(PingOneOptions loaded) {
    return switch (loaded.clientAuthentication()) {
      case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> true;
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, NONE ->
          loaded.requestObject() || (loaded.loginHintUser() && loaded.clientSecret() != null);
    };
  }

  /** With inner objects in place of keys such as {@code retry.maxAttempts}. */
  private static JsonObject nested(JsonObject given) {
    JsonObject nested = new JsonObject();
    for (Map.Entry<String, Object> entry : given) {
      int dot = entry.getKey().indexOf('.');
      if (dot < 0) {
        nested.mergeIn(new JsonObject().put(entry.getKey(), entry.getValue()), true);
      } else {
        JsonObject inner =
            new JsonObject().put(entry.getKey().substring(dot + 1), entry.getValue());
        nested.mergeIn(new JsonObject().put(entry.getKey().substring(0, dot), inner), true);
      }
    }
    return nested;
  }

  private static JsonObject effective(JsonObject schema, JsonObject given) {
    JsonObject effective = new JsonObject();
    for (Map.Entry<String, Object> property : schema.getJsonObject("properties")) {
      JsonObject described = (JsonObject) property.getValue();
      Object value = effective(described, given.getValue(property.getKey()));
      if (value != null && !property.getKey().startsWith("$")) {
        effective.put(property.getKey(), value);
      }
    }
    return effective;
  }

  private static @Nullable Object effective(JsonObject described, @Nullable Object given) {
    if (given != null && described.getBoolean("secret", false)) {
      return NOT_SHOWN;
    }
    if (given == null && described.containsKey("default")) {
      return described.getValue("default");
    }
    boolean group = described.containsKey("properties");
    if (group && (given == null || given instanceof JsonObject)) {
      JsonObject inner =
          effective(described, given == null ? new JsonObject() : (JsonObject) given);
      return given == null && inner.isEmpty() ? null : inner;
    }
    if (given instanceof JsonObject named
        && described.getValue("additionalProperties") instanceof JsonObject each) {
      JsonObject all = new JsonObject();
      named.forEach(
          entry -> all.put(entry.getKey(), effective(each, (JsonObject) entry.getValue())));
      return all;
    }
    return given instanceof String text && "trimmed".equals(described.getString("blanks"))
        ? text.strip()
        : given;
  }
}
