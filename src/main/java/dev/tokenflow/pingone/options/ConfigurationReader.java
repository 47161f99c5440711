package dev.tokenflow.pingone.options;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * Reads a JSON configuration key by key and notes every fault instead of stopping at the first.
 *
 * <p>A key of an inner object is named with a dot, {@code assertion.algorithm}, and may be written
 * so too.
 */
final class ConfigurationReader {
  private final String prefix;
  private final Map<String, Object> values = new TreeMap<>();
  private final Set<String> known = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private final List<ConfigurationReader> inner = new ArrayList<>();

  /**
   * @param groups the keys that hold an inner object
   */
  ConfigurationReader(JsonObject configuration, Set<String> groups) {
    this("", configuration, groups);
  }

  /**
   * @param prefix what stands before the keys where they are told
   */
  private ConfigurationReader(String prefix, JsonObject configuration, Set<String> groups) {
    this.prefix = prefix;
    for (Map.Entry<String, Object> entry : configuration) {
      if (!groups.contains(entry.getKey())) {
        put(entry.getKey(), entry.getValue());
      } else if (entry.getValue() instanceof JsonObject inner) {
        inner.forEach(field -> put(entry.getKey() + "." + field.getKey(), field.getValue()));
      } else {
        fault(entry.getKey(), entry.getValue(), "a JSON object");
      }
    }
  }

  private void put(String key, Object value) {
    if (values.put(key, value) != null) {
      fault(key, "came twice, in an inner object and with a dot, expected it once");
    }
  }

  /** Whether the key is there; null counts as absent. */
  boolean has(String key) {
    known.add(key);
    return values.get(key) != null;
  }

  /** The objects in an object, by their names and each to be read like this one. */
  Map<String, ConfigurationReader> objects(String key, String expected) {
    Map<String, ConfigurationReader> objects = new LinkedHashMap<>();
    if (!has(key)) {
      return objects;
    }
    if (!(values.get(key) instanceof JsonObject object)) {
      fault(key, values.get(key), expected);
      return objects;
    }
    for (Map.Entry<String, Object> entry : object) {
      String name = key + "." + entry.getKey();
      if (entry.getValue() instanceof JsonObject fields) {
        objects.put(entry.getKey(), new ConfigurationReader(prefix + name + ".", fields, Set.of()));
      } else {
        // Its value is not shown: it may be a password in the wrong place.
        fault(name, "came something else, expected a JSON object");
      }
    }
    inner.addAll(objects.values());
    return objects;
  }

  /** A text that fulfils the condition; null where it is absent or faulty. */
  String text(String key, String expected, Predicate<String> condition) {
    if (!has(key)) {
      return null;
    }
    if (values.get(key) instanceof String text && condition.test(text)) {
      return text;
    }
    fault(key, values.get(key), expected);
    return null;
  }

  /** A text whose value is never shown; null where it is absent or faulty. */
  String secret(String key, String expected) {
    if (!has(key)) {
      return null;
    }
    if (values.get(key) instanceof String text && !text.isBlank()) {
      return text;
    }
    fault(
        key,
        "came "
            + (values.get(key) instanceof String ? "an empty text" : "something that is no text")
            + ", expected "
            + expected);
    return null;
  }

  /** Like {@link #text}, but its absence is a fault. */
  String required(String key, String expected, Predicate<String> condition) {
    if (!has(key)) {
      fault(key, "missing, expected " + expected);
      return null;
    }
    return text(key, expected, condition);
  }

  /** One text or an array of them; empty where it is absent or faulty. */
  List<String> texts(String key, String expected) {
    if (!has(key)) {
      return List.of();
    }
    Object value = values.get(key);
    if (value instanceof String text && !text.isBlank()) {
      return List.of(text);
    }
    if (value instanceof JsonArray array
        && array.stream().allMatch(item -> item instanceof String text && !text.isBlank())) {
      return array.stream().map(String.class::cast).toList();
    }
    fault(key, value, expected);
    return List.of();
  }

  int integer(String key, int byDefault, int min, int max) {
    if (!has(key)) {
      return byDefault;
    }
    Object value = values.get(key);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= min && number <= max) {
        return (int) number;
      }
    }
    fault(key, value, "a whole number from " + min + " to " + max);
    return byDefault;
  }

  /** A number above 0, fractions included; null where it is absent or faulty. */
  Double positive(String key, String of, int max) {
    if (!has(key)) {
      return null;
    }
    Object value = values.get(key);
    if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    fault(key, value, "a number of " + of + " above 0, " + max + " at most");
    return null;
  }

  boolean flag(String key, boolean byDefault) {
    if (!has(key)) {
      return byDefault;
    }
    if (values.get(key) instanceof Boolean flag) {
      return flag;
    }
    fault(key, values.get(key), "true or false");
    return byDefault;
  }

  /** One of the values, by its name. */
  <T> T oneOf(String key, T byDefault, List<T> choices, Function<T, String> name) {
    if (!has(key)) {
      return byDefault;
    }
    for (T choice : choices) {
      if (name.apply(choice).equals(values.get(key))) {
        return choice;
      }
    }
    fault(
        key,
        values.get(key),
        "one of " + choices.stream().map(name).collect(Collectors.joining(", ")));
    return byDefault;
  }

  /** Notes a fault that no single value shows. */
  void fault(String key, String what) {
    faults.add(prefix + key + ": " + what);
  }

  private void fault(String key, Object came, String expected) {
    fault(key, "came " + shown(came) + ", expected " + expected);
  }

  /** All faults, with those of the keys that nothing asked for. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        // Its value is not shown: it may be a secret whose key is misspelt.
        all.add(prefix + key + ": unknown key" + nearest(key));
      }
    }
    inner.forEach(reader -> all.addAll(reader.faults()));
    return all;
  }

  private String nearest(String key) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    return known.stream()
        .max(
            Comparator.comparingDouble(candidate -> similarity.apply(lower(key), lower(candidate))))
        .map(candidate -> ", did you mean " + prefix + candidate + "?")
        .orElse("");
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  /** The value as it came, but for a password in a URL, and an object, which may hold anything. */
  private static String shown(Object value) {
    if (value instanceof JsonObject) {
      return "a JSON object";
    }
    return value instanceof String text
        ? "\"" + text.replaceAll("//[^/]+@", "//***@") + "\""
        : String.valueOf(value);
  }
}
