package dev.tokenflow.pingone.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the input of an action may be: JSON of a bounded depth and size, in Unicode. */
final class InputRules {
  private static final String FIELD = "input";
  private static final int LEVELS = 16;
  private static final int OCTETS = 64 * 1024;
  // Nothing is written in more than this many times the octets that are counted for it: an escape
  // needs 6 for one, and no number or date has 32.
  private static final int MOST_PER_COUNTED = 16;

  private long counted;

  private InputRules() {}

  /**
   * Checks an input.
   *
   * @throws MalformedRequestException naming the field
   */
  static void check(JsonObject input) {
    InputRules rules = new InputRules();
    rules.count(input, 1);
    if (rules.counted * MOST_PER_COUNTED > OCTETS && input.toBuffer().length() > OCTETS) {
      throw tooLong();
    }
  }

  /** Whether {@link #check} accepts it. */
  static boolean allow(JsonObject input) {
    try {
      check(input);
      return true;
    } catch (MalformedRequestException refused) {
      return false;
    }
  }

  /** Counts what is written at least, and stops as soon as that is too much. */
  private void count(@Nullable Object value, int level) {
    Object plain = unwrapped(value);
    add(2); // the shortest value and what separates it from the next
    if (plain instanceof Map<?, ?> || plain instanceof List<?>) {
      if (level > LEVELS) {
        throw new MalformedRequestException(
            FIELD + " is nested too deeply, expected " + LEVELS + " levels at most");
      }
      if (plain instanceof Map<?, ?> map) {
        map.forEach(
            (name, member) -> {
              if (!(name instanceof String text)) {
                throw noJson();
              }
              text(text);
              count(member, level + 1);
            });
      } else {
        ((List<?>) plain).forEach(member -> count(member, level + 1));
      }
    } else if (plain instanceof CharSequence text) {
      text(text.toString());
    } else {
      add(atLeast(plain));
    }
  }

  private void text(String text) {
    add(text.length());
    FieldRules.checkUnicode(FIELD, text);
  }

  private void add(long octets) {
    counted += octets;
    if (counted > OCTETS) {
      throw tooLong();
    }
  }

  /** What is not bounded by its type. */
  private static long atLeast(@Nullable Object value) {
    if (value instanceof Number number
        && !Double.isFinite(number.doubleValue())
        && isBinary(number)) {
      throw new MalformedRequestException(
          FIELD + " contains a number that JSON does not have, expected a finite one");
    }
    if (!isWritten(value)) {
      throw noJson();
    }
    if (value instanceof byte[] octets) {
      return octets.length;
    }
    if (value instanceof Buffer octets) {
      return octets.length();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().length();
    }
    // A decimal digit has less than four bits.
    return value instanceof BigInteger number
        ? number.bitLength() / 4
        : value instanceof BigDecimal number ? number.unscaledValue().bitLength() / 4 : 0;
  }

  /** Whether Vert.x writes it as a single value. */
  private static boolean isWritten(@Nullable Object value) {
    return value == null
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof byte[]
        || value instanceof Buffer
        || value instanceof Instant
        || value instanceof Enum<?>;
  }

  private static boolean isBinary(Number number) {
    return number instanceof Double || number instanceof Float;
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    return value instanceof JsonObject object
        ? object.getMap()
        : value instanceof JsonArray array ? array.getList() : value;
  }

  private static MalformedRequestException noJson() {
    return new MalformedRequestException(
        FIELD + " contains what JSON does not have, expected values of JSON");
  }

  private static MalformedRequestException tooLong() {
    return new MalformedRequestException(
        FIELD + " is too long, expected " + OCTETS / 1024 + " KiB at most");
  }
}
