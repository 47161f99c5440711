package dev.tokenflow.pingone.http;

import static com.fasterxml.jackson.core.JsonFactory.Feature.CANONICALIZE_FIELD_NAMES;
import static com.fasterxml.jackson.core.JsonFactory.Feature.INTERN_FIELD_NAMES;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.vertx.core.buffer.Buffer;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as values of a record, on any thread. Unknown fields are ignored, since
 * servers add some, and a value of an unexpected type is as absent ({@link OddValues}).
 */
public final class JsonReader<T extends Record> {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_DIGITS = 1_000;

  /** Names, values, and ends of objects and arrays. */
  private static final int MAX_TOKENS = 50_000;

  /** Up to this many octets the names are looked up in a table of known ones. */
  private static final int KNOWN_NAMES_UP_TO = 64 * 1024;

  /** What bounds the work that one answer makes. */
  static final String BOUNDS_IN_WORDS =
      "nested deeper than "
          + MAX_DEPTH
          + " levels, a number of more than "
          + MAX_DIGITS
          + " digits, or too many values";

  /** Jackson collects what a record does not know, unless an annotation says that it need not. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private interface WithoutUnknown {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder(factory(MAX_TOKENS).build())
          .addMixIn(Record.class, WithoutUnknown.class)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addHandler(new OddValues())
          .withCoercionConfigDefaults(
              any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.AsNull)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.AsNull)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.AsNull))
          .build();

  /**
   * A JSON object that is handed on whole.
   *
   * @param fields its fields, in their order
   */
  public record Document(Map<String, Object> fields) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Document {}

    /** Without the fields. */
    @Override
    public String toString() {
      return "Document[" + fields.size() + " fields]";
    }
  }

  /** Reads JSON objects with any fields. */
  public static final JsonReader<Document> ANY_OBJECT = of(Document.class);

  private final Class<T> type;
  private final ObjectReader usual;
  private final ObjectReader large;

  private JsonReader(Class<T> type, int maxTokens) {
    this.type = type;
    this.usual = MAPPER.readerFor(type);
    this.large = usual.with(factory(maxTokens).disable(CANONICALIZE_FIELD_NAMES).build());
  }

  /** Reads values of this record. */
  public static <T extends Record> JsonReader<T> of(Class<T> type) {
    return new JsonReader<>(type, MAX_TOKENS);
  }

  /** Reads values of a record that skips what is beyond its own bounds, which takes less work. */
  public static <T extends Record> JsonReader<T> ofMany(Class<T> type) {
    return new JsonReader<>(type, 10 * MAX_TOKENS);
  }

  private static JsonFactoryBuilder factory(int maxTokens) {
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_DIGITS)
                .maxTokenCount(maxTokens)
                .build())
        // Slow where every name is another one, as the table of names is.
        .disable(INTERN_FIELD_NAMES);
  }

  /** The value, or null for the JSON null. */
  @Nullable T read(Buffer json) throws IOException {
    return read(json.getBytes());
  }

  /** The value, or null for the JSON null. */
  public @Nullable T read(byte[] octets) throws IOException {
    if (!mayBeUtf8(octets)) {
      throw new CharConversionException("not UTF-8");
    }
    ObjectReader reader = octets.length > KNOWN_NAMES_UP_TO ? large : usual;
    if (HalfPairs.mayBeIn(octets)) {
      return type.cast(reader.readValue(HalfPairs.replacedIn(text(octets))));
    }
    try {
      return type.cast(reader.readValue(octets));
    } catch (JsonProcessingException malformed) {
      // A text for people in another encoding must not hide the fields beside it.
      String replaced = text(octets);
      if (isBeyondBounds(malformed) || replaced.indexOf('\uFFFD') < 0) {
        throw malformed;
      }
      return type.cast(reader.readValue(replaced));
    }
  }

  /** Without the byte order mark, which Jackson skips in octets only (RFC 8259 section 8.1). */
  private static String text(byte[] octets) {
    String text = new String(octets, UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Whether reading was given up because it makes too much work. */
  static boolean isBeyondBounds(IOException failure) {
    return failure instanceof StreamConstraintsException
        || failure.getCause() instanceof StreamConstraintsException;
  }

  /**
   * JSON is UTF-8 (RFC 8259 section 8.1). Jackson would guess UTF-16 or UTF-32 from the first four
   * octets, by zeros or a byte order mark that UTF-8 cannot have there.
   */
  private static boolean mayBeUtf8(byte[] octets) {
    for (int i = 0; i < Math.min(4, octets.length); i++) {
      if (octets[i] == 0 || octets[i] == (byte) 0xFE || octets[i] == (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  /**
   * Halves of surrogate pairs in JSON, which its escapes allow (RFC 8259 section 8.2). They have no
   * UTF-8, so an answer that is handed on with one could not be sent to another member of a
   * cluster, and its caller would get no answer at all. U+FFFD takes their place.
   */
  private static final class HalfPairs {
    // A whole pair, half of one, or any other escape, whose second character begins none.
    private static final Pattern ESCAPE =
        Pattern.compile(
            "\\\\(?:u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}"
                + "|(u[dD][89a-fA-F]\\p{XDigit}{2})|.)",
            Pattern.DOTALL);

    private HalfPairs() {}

    /** Whether there is an escape of a surrogate, or one as if it were UTF-8. */
    static boolean mayBeIn(byte[] json) {
      for (int i = 0; i + 2 < json.length; i++) {
        if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'd' || json[i + 2] == 'D')) {
          return true;
        }
        if (json[i] == (byte) 0xED && (json[i + 1] & 0xff) >= 0xA0) {
          return true;
        }
      }
      return false;
    }

    static String replacedIn(String json) {
      return ESCAPE
          .matcher(json)
          .replaceAll(
              escape ->
                  Matcher.quoteReplacement(escape.group(1) == null ? escape.group() : "\\ufffd"));
    }
  }
}
