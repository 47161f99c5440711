package dev.tokenflow.pingone.cli.acquire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line of an earlier run says. */
record PreviousLine(String username, Ending ending) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> FIELDS =
      Set.of("username", "outcome", "status", "error", "step");

  /** Reads a line; null if it is no result, or not a whole one. */
  static @Nullable PreviousLine parse(byte[] line) {
    Map<String, String> fields = fields(line);
    String username = fields.get("username");
    String outcome = fields.get("outcome");
    if (username == null || outcome == null) {
      return null;
    }
    Ending ending =
        switch (outcome) {
          case Ending.TOKENS -> new Ending(outcome, "", "");
          case Ending.ACTION_REQUIRED -> new Ending(outcome, fields.getOrDefault("status", ""), "");
          case Ending.FAILED ->
              new Ending(
                  outcome, fields.getOrDefault("error", ""), fields.getOrDefault("step", ""));
          default -> null;
        };
    return ending == null ? null : new PreviousLine(username, ending);
  }

  private static Map<String, String> fields(byte[] line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() == JsonToken.VALUE_STRING && FIELDS.contains(name)) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return parser.nextToken() == null ? fields : Map.of();
    } catch (IOException notJson) {
      return Map.of();
    }
  }
}
