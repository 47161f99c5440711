package dev.tokenflow.pingone.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment as a source of configuration: a variable for each key of the schema, such as
 * {@code PINGONE_CLIENT_ID} for {@code clientId} and {@code PINGONE_RETRY_MAX_ATTEMPTS} for {@code
 * retry.maxAttempts}, and <code>${NAME}</code> in the values of a file.
 *
 * @param variables the value of a variable, or null
 */
record EnvironmentVariables(UnaryOperator<@Nullable String> variables) {
  private static final String PREFIX = "PINGONE_";
  // Two dollar signs stand for one.
  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$)?\\{([^}]*)\\}");

  /** Those of this process. */
  static EnvironmentVariables ofProcess() {
    return new EnvironmentVariables(System::getenv);
  }

  /** The keys for which a variable is set. */
  JsonObject configuration() {
    JsonObject configuration = new JsonObject();
    addTo(configuration, "", ConfigurationSchema.read());
    return configuration;
  }

  /** A configuration in which what variables say replaces what a file says, in whatever form. */
  static JsonObject over(JsonObject file, JsonObject environment) {
    JsonObject merged = file.copy();
    JsonObject schema = ConfigurationSchema.read();
    environment.fieldNames().forEach(key -> remove(merged, key, schema));
    for (Map.Entry<String, Object> entry : environment) {
      Key key = Key.of(entry.getKey());
      if (!environment.containsKey(key.group())
          && merged.getValue(key.group()) instanceof JsonObject group) {
        group.put(key.name(), entry.getValue());
      } else {
        merged.put(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }

  /** Removes a key, and the others that say the same thing in another form. */
  private static void remove(JsonObject configuration, String path, JsonObject schema) {
    Key key = Key.of(path);
    configuration.getMap().keySet().removeIf(other -> other.startsWith(path + '.'));
    if (path.equals("environmentId")) {
      configuration.remove("baseUrl");
    }
    Object group = configuration.getValue(key.group());
    if (group != null && !(group instanceof JsonObject)) {
      configuration.remove(key.group());
    }
    for (String form : key.forms(schema)) {
      configuration.remove(key.group().isEmpty() ? form : key.group() + '.' + form);
      if (group instanceof JsonObject inner) {
        inner.remove(form);
      }
    }
  }

  /**
   * A key in its group.
   *
   * @param group the outer key, or empty
   */
  private record Key(String group, String name) {
    static Key of(String path) {
      int dot = path.indexOf('.');
      return new Key(path.substring(0, Math.max(dot, 0)), path.substring(dot + 1));
    }

    /** The names of the same thing: a secret is given as itself, by its file or by a variable. */
    List<String> forms(JsonObject schema) {
      JsonObject all =
          group.isEmpty() ? schema : schema.getJsonObject("properties").getJsonObject(group);
      String value = name.replaceFirst("(File|Env)$", "");
      List<String> forms = List.of(value, value + "File", value + "Env");
      return all.getJsonObject("properties").fieldNames().containsAll(forms)
          ? forms
          : List.of(name);
    }
  }

  private void addTo(JsonObject configuration, String group, JsonObject schema) {
    for (Map.Entry<String, Object> property : schema.getJsonObject("properties")) {
      String key = group + property.getKey();
      JsonObject described = (JsonObject) property.getValue();
      String value = variables.apply(nameOf(key));
      if (value != null && !key.startsWith("$")) {
        configuration.put(key, value(described, value));
      }
      if (described.containsKey("properties")) {
        addTo(configuration, key + '.', described);
      }
    }
  }

  private static String nameOf(String key) {
    return PREFIX
        + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** As the schema's type; what does not fit stays a text, which the validation then refuses. */
  private static Object value(JsonObject described, String text) {
    String type = String.valueOf(described.getValue("type", "string"));
    if (type.equals("string") || !text.equals(text.strip())) {
      return text;
    }
    try {
      Object value = Json.decodeValue(text);
      boolean fits =
          switch (type) {
            case "integer", "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            default -> value instanceof JsonObject || value instanceof JsonArray;
          };
      return fits ? value : text;
    } catch (DecodeException noJson) {
      return text;
    }
  }

  /**
   * A configuration with the values of the variables that its texts refer to.
   *
   * @throws BadUsageException if a variable is not set; the message names the key
   */
  JsonObject substituteIn(JsonObject configuration, String source) {
    return substituted(configuration, source + " ");
  }

  private JsonObject substituted(JsonObject object, String place) {
    JsonObject result = new JsonObject();
    for (Map.Entry<String, Object> field : object) {
      result.put(field.getKey(), substituted(field.getValue(), place + field.getKey()));
    }
    return result;
  }

  private @Nullable Object substituted(@Nullable Object value, String place) {
    if (value instanceof JsonObject object) {
      return substituted(object, place + '.');
    }
    if (value instanceof JsonArray array) {
      JsonArray result = new JsonArray();
      array.forEach(element -> result.add(substituted(element, place)));
      return result;
    }
    return value instanceof String text && text.contains("${") ? substituted(text, place) : value;
  }

  private String substituted(String text, String place) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null
                        ? required(found.group(2), place)
                        : found.group().substring(1)));
  }

  private String required(String name, String place) {
    String value = variables.apply(name);
    if (value == null) {
      throw new BadUsageException(place + ": the environment variable \"" + name + "\" is not set");
    }
    return value;
  }
}
