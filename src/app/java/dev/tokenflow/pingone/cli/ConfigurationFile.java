package dev.tokenflow.pingone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads a configuration file: JSON with comments. */
final class ConfigurationFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigurationFile() {}

  /**
   * Reads a configuration file.
   *
   * @throws BadUsageException if the file cannot be read or is not a JSON object. The message names
   *     the line but quotes nothing, since the file may hold a secret.
   */
  static JsonObject read(Path file) {
    try {
      Map<String, Object> fields =
          MAPPER.readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
      if (fields == null) {
        throw notAnObject(file, 1);
      }
      return new JsonObject(fields);
    } catch (JsonProcessingException syntax) {
      throw notAnObject(file, syntax.getLocation() == null ? 1 : syntax.getLocation().getLineNr());
    } catch (IOException unreadable) {
      throw new BadUsageException("--conf: " + file + " cannot be read");
    }
  }

  private static BadUsageException notAnObject(Path file, int line) {
    return new BadUsageException("--conf: " + file + " is not a JSON object, see line " + line);
  }
}
