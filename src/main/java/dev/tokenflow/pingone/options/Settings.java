package dev.tokenflow.pingone.options;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a JSON object, checked with its schema. Every fault is collected instead of
 * stopping at the first.
 *
 * <p>The library only judges single values: its own texts name neither the key as users write it
 * nor what is expected, show secrets, and know no dotted keys.
 */
final class Settings {
  private final String prefix;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Set<String> given = new HashSet<>();
  private final Set<String> groups = new TreeSet<>();
  private final Map<String, Object> empty = new HashMap<>();
  private final Map<String, Object> values = new HashMap<>();
  private final List<String> faults;

  /** The settings of a whole configuration. */
  Settings(JsonObject schema, JsonObject configuration) {
    this("", schema, configuration, new ArrayList<>());
  }

  /**
   * @param prefix what precedes the keys in messages
   */
  private Settings(
      String prefix, JsonObject schema, JsonObject configuration, List<String> faults) {
    this.prefix = prefix;
    this.faults = faults;
    declare("", schema);
    for (Map.Entry<String, Object> entry : configuration) {
      Key group = keys.get(entry.getKey());
      if (group != null
          && group.schema().containsKey("properties")
          && entry.getValue() instanceof JsonObject inner) {
        groups.add(entry.getKey());
        inner.forEach(field -> give(entry.getKey() + "." + field.getKey(), field.getValue()));
      } else {
        give(entry.getKey(), entry.getValue());
      }
    }
    schema.getJsonArray("required", new JsonArray()).stream()
        .map(String.class::cast)
        .filter(key -> !has(key))
        .forEach(this::missing);
    groups.forEach(this::requireInGroup);
  }

  /** A group may be left out, or be a single value instead; what it requires holds otherwise. */
  private void requireInGroup(String group) {
    if (has(group)) {
      String inner =
          given.stream().filter(key -> key.startsWith(group + '.')).findFirst().orElseThrow();
      fault(group, "is given together with " + inner + ", expected only one of them");
    }
    key(group).schema().getJsonArray("required", new JsonArray()).stream()
        .map(inner -> group + "." + inner)
        .filter(key -> !has(key))
        .forEach(this::missing);
  }

  /** Declares the keys of an object and of the groups in it, whose keys have a dot. */
  private void declare(String group, JsonObject schema) {
    for (Map.Entry<String, Object> property : schema.getJsonObject("properties")) {
      JsonObject described = (JsonObject) property.getValue();
      keys.put(group + property.getKey(), new Key(described));
      if (described.containsKey("properties")) {
        declare(group + property.getKey() + ".", described);
      }
    }
  }

  private void give(String name, @Nullable Object value) {
    Key key = keys.get(name);
    if (value == null) {
      return; // null counts as absent
    }
    Object meant = key == null ? value : key.meant(value);
    if ("".equals(meant) && key != null && key.isAbsentIfEmpty()) {
      empty.putIfAbsent(name, value);
      return;
    }
    if (key != null && name.contains(".")) {
      groups.add(name.substring(0, name.indexOf('.')));
    }
    if (key == null) {
      // Its value is not shown: it may be a secret under a misspelt key.
      fault(name, "unknown key" + nearest(name));
    } else if (!given.add(name)) {
      fault(name, "is given twice, nested and with a dot, expected once");
    } else if (!key.accepts(meant)) {
      fault(name, key.fault(value));
    } else {
      values.put(name, meant);
    }
  }

  private String nearest(String unknown) {
    return NearestKey.of(unknown, keys.keySet(), namesInObjects())
        .map(key -> ", did you mean " + prefix + key + "?")
        .orElse("");
  }

  /** The names of keys in objects of any name, such as the accounts. */
  private Set<String> namesInObjects() {
    return keys.values().stream()
        .map(key -> key.schema().getValue("additionalProperties"))
        .filter(JsonObject.class::isInstance)
        .flatMap(inner -> ((JsonObject) inner).getJsonObject("properties").fieldNames().stream())
        .collect(Collectors.toSet());
  }

  /** Notes a fault. */
  void fault(String key, String what) {
    faults.add(prefix + key + ": " + what);
  }

  /** Notes that a key is missing. */
  void missing(String key) {
    missing(key, "missing, expected " + expected(key));
  }

  /**
   * Notes that a key is missing, or that it is empty if that is how it is given.
   *
   * @param what what is missing
   */
  void missing(String key, String what) {
    Object found = empty.get(key);
    fault(key, found == null ? what : key(key).fault(found));
  }

  /** The first of the keys that is given but empty, or null. */
  @Nullable String empty(String... names) {
    return Stream.of(names).filter(empty::containsKey).findFirst().orElse(null);
  }

  String expected(String key) {
    return key(key).expected();
  }

  /** All faults found so far, those of inner objects included. */
  List<String> faults() {
    return faults;
  }

  /** Whether the key is given, even if its value is wrong. */
  boolean has(String key) {
    return given.contains(key);
  }

  /** Whether the key is given with a wrong value. */
  boolean isFaulty(String key) {
    return has(key) && !values.containsKey(key);
  }

  /** Whether a group is given, nested or by any of its keys with a dot. */
  boolean hasGroup(String group) {
    return groups.contains(group);
  }

  /** Those of the keys that are given. */
  List<String> given(String... names) {
    return Stream.of(names).filter(this::has).toList();
  }

  /** The objects in an object, by name. */
  Map<String, Settings> objects(String key) {
    Map<String, Settings> objects = new LinkedHashMap<>();
    if (optional(key) instanceof JsonObject named) {
      JsonObject schema = key(key).schema().getJsonObject("additionalProperties");
      for (Map.Entry<String, Object> entry : named) {
        String name = key + "." + entry.getKey();
        if (entry.getValue() instanceof JsonObject fields) {
          objects.put(entry.getKey(), new Settings(prefix + name + ".", schema, fields, faults));
        } else {
          // Its value is not shown: it may be a password in the wrong place.
          fault(name, "is " + Key.type(entry.getValue()) + ", expected a JSON object");
        }
      }
    }
    return objects;
  }

  /** The value, else the default, else null. */
  private @Nullable Object optional(String key) {
    return values.getOrDefault(key, key(key).defaultValue());
  }

  @Nullable String optionalText(String key) {
    return (String) optional(key);
  }

  @Nullable Double optionalNumber(String key) {
    return optional(key) instanceof Number number ? number.doubleValue() : null;
  }

  /** The strings of a key that takes one string or an array of them. */
  List<String> texts(String key) {
    Object value = optional(key);
    return value instanceof JsonArray array
        ? array.stream().map(String.class::cast).toList()
        : value == null ? List.of() : List.of((String) value);
  }

  /** What an annotation of the schema assigns to the value of a key. */
  String annotation(String key, String name) {
    return key(key).schema().getJsonObject(name).getString(text(key));
  }

  String text(String key) {
    return (String) requireNonNull(optional(key), key);
  }

  boolean flag(String key) {
    return (Boolean) requireNonNull(optional(key), key);
  }

  int integer(String key) {
    return ((Number) requireNonNull(optional(key), key)).intValue();
  }

  Duration milliseconds(String key) {
    return Duration.ofMillis(integer(key));
  }

  Duration seconds(String key) {
    return Duration.ofSeconds(integer(key));
  }

  /** The constant whose name is the value in capitals, with {@code _} for a dot. */
  <E extends Enum<E>> E choice(String key, Class<E> type) {
    return Enum.valueOf(type, text(key).toUpperCase(Locale.ROOT).replace('.', '_'));
  }

  private Key key(String name) {
    return requireNonNull(keys.get(name), name);
  }
}
