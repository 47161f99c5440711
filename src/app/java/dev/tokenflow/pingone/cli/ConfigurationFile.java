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

/** A configuration file: JSON with comments. */
final class ConfigurationFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigurationFile() {}

  /**
   * @throws BadUsageException where the file cannot be read or is no JSON object; the message tells
   *     the line and quotes nothing of the file
   */
  static JsonObject read(Path file) {
    try {
      Map<String, Object> fields =
          MAPPER.readValue(Files.readString(file), new TypeReference<Map<String, Object>>() {});
      if (fields == null) {
        throw noObject(file, 1);
      }
      return new JsonObject(fields);
    } catch (JsonProcessingException syntax) {
      throw noObject(file, syntax.getLocation() == null ? 1 : syntax.getLocation().getLineNr());
    } catch (IOException unreadable) {
      throw new BadUsageException("--conf: " + file + " cannot be read");
    }
  }

  private static BadUsageException noObject(Path file, int line) {
    return new BadUsageException("--conf: " + file + " is no JSON object, see line " + line);
  }
}
