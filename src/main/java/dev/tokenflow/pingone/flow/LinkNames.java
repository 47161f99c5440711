package dev.tokenflow.pingone.flow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names of HAL links, whatever stands behind them: an object, an array of objects
 * (draft-kelly-json-hal section 4.1.1), or something odd. The links themselves are not used.
 */
final class LinkNames extends JsonDeserializer<List<String>> {
  private static final int MAX_LINKS = 100;
  private static final int MAX_NAME = 100;
  // A held flow keeps them.
  private static final int MAX_CHARACTERS = 4 * 1024;

  @Override
  public List<String> deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return List.of();
    }
    List<String> names = new ArrayList<>();
    int room = MAX_CHARACTERS;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (names.size() < MAX_LINKS && name.length() <= Math.min(MAX_NAME, room)) {
        names.add(name);
        room -= name.length();
      }
      json.nextToken();
      json.skipChildren();
    }
    return names;
  }

  @Override
  public List<String> getNullValue(DeserializationContext context) {
    return List.of();
  }
}
