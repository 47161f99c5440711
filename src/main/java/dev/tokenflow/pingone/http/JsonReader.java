package dev.tokenflow.pingone.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects as values of a record, on any thread. Unknown fields are ignored, since
 * servers add some.
 */
public final class JsonReader<T extends Record> {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Class<T> type;
  private final ObjectReader reader;

  private JsonReader(Class<T> type) {
    this.type = type;
    this.reader = MAPPER.readerFor(type);
  }

  /** Reads values of this record. */
  public static <T extends Record> JsonReader<T> of(Class<T> type) {
    return new JsonReader<>(type);
  }

  /** The value, or null for the JSON null. */
  @Nullable T read(Buffer json) throws IOException {
    return type.cast(reader.readValue(json.getBytes()));
  }
}
