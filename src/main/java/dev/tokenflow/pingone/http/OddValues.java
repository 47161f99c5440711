package dev.tokenflow.pingone.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of an unexpected type as null: a field that decides nothing must not end anything.
 * Whoever needs a field checks that it is there. Only the document itself has to be an object.
 */
final class OddValues extends DeserializationProblemHandler {

  @Override
  public @Nullable Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType expected,
      JsonToken found,
      JsonParser parser,
      String message)
      throws IOException {
    return absent(parser);
  }

  @Override
  public @Nullable Object handleMissingInstantiator(
      DeserializationContext context,
      Class<?> expected,
      ValueInstantiator instantiator,
      JsonParser parser,
      String message)
      throws IOException {
    return absent(parser);
  }

  private static @Nullable Object absent(JsonParser parser) throws IOException {
    JsonStreamContext container = parser.getParsingContext();
    if (parser.currentToken().isStructStart()) {
      container = container.getParent();
    }
    if (container.inRoot()) {
      return NOT_HANDLED;
    }
    parser.skipChildren();
    return null;
  }
}
