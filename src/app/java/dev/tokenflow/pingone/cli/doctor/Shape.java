package dev.tokenflow.pingone.cli.doctor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer into its shape: names and types, no values. An array becomes its size and the
 * shape of its first element.
 *
 * <p>Of values only the codes of an error and the status of a flow are kept, and only if they are
 * made of letters and underscores.
 *
 * @param sent values that were sent, which a server may use as names
 */
record Shape(List<String> sent) {
  private static final Set<String> ENUMERATIONS = Set.of("code", "error", "status");
  private static final Pattern ENUMERATION = Pattern.compile("[A-Z_a-z]{1,64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_#$.:-][A-Za-z0-9_#$.:-]{0,63}");
  private static final int MAX_DIGITS = 4;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_NAMES = 200;

  Shape {
    sent = List.copyOf(sent);
  }

  /** The shape of a value. */
  Object of(@Nullable Object value) {
    return of("", value, true, 0);
  }

  /** An error code or a status as it is, anything else as null. */
  @Nullable String enumeration(@Nullable Object value) {
    return value instanceof String text && ENUMERATION.matcher(text).matches() && !isSent(text)
        ? text
        : null;
  }

  /** A name as it is; one that may be a value, such as an id or an address, is hidden. */
  String name(String name, int number) {
    boolean known =
        NAME.matcher(name).matches()
            && name.chars().filter(Character::isDigit).count() <= MAX_DIGITS
            && !isSent(name);
    return known ? name : "(name " + number + ")";
  }

  private boolean isSent(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return sent.stream()
        .map(each -> each.toLowerCase(Locale.ROOT))
        .anyMatch(each -> each.length() < 4 ? lower.equals(each) : lower.contains(each));
  }

  private Object of(String name, @Nullable Object value, boolean enumerations, int depth) {
    if (depth > MAX_DEPTH) {
      return "(deeper)";
    }
    if (value instanceof JsonObject object) {
      return object(name, object, depth);
    }
    if (value instanceof JsonArray array) {
      JsonArray shape = new JsonArray().add(array.size());
      return array.isEmpty() ? shape : shape.add(of("", array.getValue(0), true, depth + 1));
    }
    if (value instanceof String text) {
      String kept = enumerations && ENUMERATIONS.contains(name) ? enumeration(text) : null;
      return kept == null ? "string" : "string: " + kept;
    }
    return value == null ? "null" : value instanceof Boolean ? "boolean" : "number";
  }

  private JsonObject object(String parent, JsonObject object, int depth) {
    // There code is an authorization code, which is a secret.
    boolean enumerations = !parent.equals("authorizeResponse") && !object.containsKey("state");
    JsonObject shape = new JsonObject();
    int number = 0;
    for (Map.Entry<String, Object> field : object) {
      if (++number > MAX_NAMES) {
        break;
      }
      shape.put(
          name(field.getKey(), number),
          of(field.getKey(), field.getValue(), enumerations, depth + 1));
    }
    return shape;
  }
}
