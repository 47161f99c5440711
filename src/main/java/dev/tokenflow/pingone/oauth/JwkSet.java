package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign ID tokens (RFC 7517 section 5): RSA keys for RS256, and no others, so that
 * neither {@code none} nor an HMAC keyed with a public key can pass for a signature.
 *
 * @param keys the keys
 * @param malformed the number of entries that are no keys at all
 */
record JwkSet(List<Jwk> keys, int malformed) {
  static final String ALGORITHM = "RS256";

  /** No real key set has more; each costs time. */
  private static final int MAX_KEYS = 100;

  private static final JsonReader<Document> READER = JsonReader.ofMany(Document.class);

  private record Document(
      @JsonDeserialize(using = FirstKeys.class) @Nullable List<@Nullable Object> keys) {}

  /**
   * The request for the key set.
   *
   * @param kind {@code KEY_SET} or {@code KEY_SET_AHEAD}
   */
  static EndpointRequest<JwkSet> request(RequestKind kind) {
    return EndpointRequest.get(
        kind,
        ServerMetadata::jwksUri,
        target -> Request.get(target, Cookies.NONE),
        JwkSet::parseResponse);
  }

  static JwkSet parseResponse(Response response) {
    if (response.status() != 200) {
      throw response.invalid("the URL of the key set answered " + response.status());
    }
    Document document = response.json(READER);
    if (document.keys() == null) {
      throw OAuthError.errorOr(response, "the key set has no keys");
    }
    List<Jwk> keys = new ArrayList<>();
    int malformed = 0;
    for (Object element : document.keys()) {
      Jwk jwk = Jwk.of(element);
      if (jwk.use() == Jwk.Use.RS256) {
        keys.add(jwk);
      } else if (jwk.use() == Jwk.Use.MALFORMED) {
        malformed++;
      }
    }
    return new JwkSet(keys, malformed);
  }

  /** The keys that a header's {@code kid} can mean: all if it has none. */
  List<Jwk> candidates(@Nullable String kid) {
    return kid == null
        ? keys
        : keys.stream().filter(key -> key.id() == null || kid.equals(key.id())).toList();
  }

  /** Reads the first elements of an array, whatever they are, and skips the others. */
  private static final class FirstKeys extends JsonDeserializer<List<@Nullable Object>> {
    @Override
    public @Nullable List<@Nullable Object> deserialize(
        JsonParser json, DeserializationContext context) throws IOException {
      if (!json.isExpectedStartArrayToken()) {
        json.skipChildren();
        return null;
      }
      List<@Nullable Object> first = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (first.size() < MAX_KEYS) {
          first.add(context.readValue(json, Object.class));
        } else {
          json.skipChildren();
        }
      }
      return first;
    }
  }
}
