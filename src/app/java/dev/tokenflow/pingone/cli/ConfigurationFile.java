package dev.tokenflow.pingone.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file: JSON with comments, in UTF-8, or in UTF-16 with a byte order mark.
 * <code>${NAME}</code> in a text stands for the value of an environment variable.
 */
public final class ConfigurationFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigurationFile() {}

  /**
   * Reads a configuration file.
   *
   * @throws BadUsageException if the file cannot be read or is not a JSON object. The message names
   *     the place but quotes nothing, since the file may hold a secret.
   */
  public static JsonObject read(Path file) {
    String text = text(file);
    if (text.isBlank()) {
      throw fault(file, "is empty, expected a JSON object");
    }
    try {
      Map<String, Object> fields =
          MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {});
      if (fields == null) {
        throw notAnObject(file, null);
      }
      return EnvironmentVariables.ofProcess()
          .substituteIn(new JsonObject(fields), "--conf: " + file);
    } catch (JsonProcessingException syntax) {
      throw notAnObject(file, syntax.getLocation());
    }
  }

  /** Reads a configuration file, whose keys the variables of this process replace. */
  public static JsonObject readUnderEnvironment(Path file) {
    return EnvironmentVariables.over(read(file), EnvironmentVariables.ofProcess().configuration());
  }

  private static String text(Path file) {
    try {
      byte[] octets = Files.readAllBytes(file);
      String text = decode(file, octets, isUtf16(octets));
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (IOException unreadable) {
      throw fault(file, Files.isDirectory(file) ? "is a directory" : "cannot be read");
    }
  }

  private static String decode(Path file, byte[] octets, boolean utf16) {
    Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    CharBuffer text = CharBuffer.allocate(octets.length);
    boolean malformed = charset.newDecoder().decode(ByteBuffer.wrap(octets), text, true).isError();
    text.flip();
    if (malformed) {
      long line = 1 + text.chars().filter(c -> c == '\n').count();
      throw fault(file, "is not " + (utf16 ? "UTF-16" : "UTF-8") + " at line " + line);
    }
    return text.toString();
  }

  /** Windows writes it; without the mark, UTF-8 is as likely to be meant. */
  private static boolean isUtf16(byte[] octets) {
    return octets.length > 1 && (octets[0] & 0xFF) + (octets[1] & 0xFF) == 0xFF + 0xFE;
  }

  private static BadUsageException notAnObject(Path file, @Nullable JsonLocation place) {
    return fault(
        file,
        "is not a JSON object, see line "
            + (place == null ? 1 : place.getLineNr())
            + ", column "
            + (place == null ? 1 : place.getColumnNr()));
  }

  private static BadUsageException fault(Path file, String what) {
    return new BadUsageException("--conf: " + file + " " + what);
  }
}
