package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign ID tokens (RFC 7517 section 5): RSA keys for RS256, and no others, so that
 * neither {@code none} nor an HMAC keyed with a public key can pass for a signature.
 */
record JwkSet(List<Key> keys) {
  static final String ALGORITHM = "RS256";

  private static final JsonReader<Document> READER = JsonReader.of(Document.class);

  private record Document(@Nullable List<@Nullable Map<String, Object>> keys) {}

  /**
   * A key.
   *
   * @param id {@code kid}, or null
   * @param verifier verifies signatures by this key
   */
  record Key(@Nullable String id, JWTAuth verifier) {}

  /** The request for the key set. */
  static EndpointRequest<JwkSet> request(Vertx vertx) {
    return new EndpointRequest<>(
        Step.ID_TOKEN,
        RequestKind.KEY_SET,
        ServerMetadata::jwksUri,
        null,
        null,
        response -> parseResponse(vertx, response));
  }

  static JwkSet parseResponse(Vertx vertx, Response response) {
    if (response.status() != 200) {
      throw response.invalid("the URL of the key set answered " + response.status());
    }
    Document document = response.json(READER);
    if (document.keys() == null) {
      throw response.invalid("the key set has no keys");
    }
    List<Key> keys = new ArrayList<>();
    for (Map<String, Object> parameters : document.keys()) {
      JsonObject jwk = new JsonObject(parameters == null ? Map.of() : parameters);
      if (isForSigningWithRs256(jwk)) {
        keys.add(new Key(jwk.getString("kid"), verifier(vertx, jwk)));
      }
    }
    return new JwkSet(keys);
  }

  /** The keys that a header's {@code kid} can mean: all if it has none. */
  List<Key> candidates(@Nullable String kid) {
    return kid == null
        ? keys
        : keys.stream().filter(key -> key.id() == null || key.id().equals(kid)).toList();
  }

  private static boolean isForSigningWithRs256(JsonObject jwk) {
    return "RSA".equals(jwk.getValue("kty"))
        && ALGORITHM.equals(jwk.getValue("alg", ALGORITHM))
        && "sig".equals(jwk.getValue("use", "sig"))
        && jwk.getValue("n") instanceof String
        && jwk.getValue("e") instanceof String;
  }

  private static JWTAuth verifier(Vertx vertx, JsonObject jwk) {
    // The bare key (RFC 7518 section 6.3.1): vertx-auth-jwt prefers the key of an x5c beside it,
    // and takes none once that certificate has expired.
    JsonObject bare = JsonObject.of("kty", "RSA", "n", jwk.getString("n"), "e", jwk.getString("e"));
    // The times are checked with the other claims, where a failure names what was expected.
    return JWTAuth.create(
        vertx,
        new JWTAuthOptions()
            .addJwk(bare)
            .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
  }
}
