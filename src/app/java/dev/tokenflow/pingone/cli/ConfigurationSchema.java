package dev.tokenflow.pingone.cli;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The schema of a configuration. */
final class ConfigurationSchema {
  private ConfigurationSchema() {}

  static JsonObject read() {
    try (InputStream schema = PingOneOptions.class.getResourceAsStream("pingone.schema.json")) {
      return new JsonObject(Buffer.buffer(requireNonNull(schema).readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
