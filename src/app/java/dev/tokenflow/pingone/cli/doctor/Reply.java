package dev.tokenflow.pingone.cli.doctor;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came back for a request. */
sealed interface Reply {

  /** No whole answer. */
  record None(String why) implements Reply {}

  /**
   * An HTTP answer.
   *
   * @param at when it came, by this machine's clock
   */
  record Answer(int status, MultiMap headers, Buffer body, Instant at) implements Reply {

    /** The JSON object in it, or an empty one. */
    JsonObject json() {
      try {
        return Json.decodeValue(body) instanceof JsonObject object ? object : new JsonObject();
      } catch (DecodeException notJson) {
        return new JsonObject();
      }
    }

    boolean isRedirect() {
      return status / 100 == 3 && headers.contains("Location");
    }

    /** The parameters of a redirect's query; the first of each name. */
    Map<String, String> redirectParameters() {
      String location = headers.get("Location");
      Map<String, String> parameters = new HashMap<>();
      if (location != null) {
        // Sign-on pages that are scripts have a path and a query behind the #.
        String query =
            Stream.of(location.split("[?#]", -1)).skip(1).collect(Collectors.joining("&"));
        try {
          new QueryStringDecoder(query, false)
              .parameters()
              .forEach((name, values) -> parameters.put(name, values.get(0)));
        } catch (IllegalArgumentException malformed) {
          return Map.of();
        }
      }
      return parameters;
    }

    /** The cookies that it sets, as a request sends them. */
    String cookies() {
      return headers.getAll("Set-Cookie").stream()
          .map(cookie -> cookie.split(";", 2)[0])
          .collect(Collectors.joining("; "));
    }

    /** A field as text, or null if there is no text. */
    @Nullable String text(String field) {
      return json().getValue(field) instanceof String text && !text.isBlank() ? text : null;
    }

    /** Status and media type: what to say of an answer that says nothing itself. */
    String outline() {
      String type = headers.get("Content-Type");
      return status
          + ", "
          + (body.length() == 0
              ? "no body"
              : type == null ? "a body without a media type" : ServerText.clean(type));
    }
  }
}
