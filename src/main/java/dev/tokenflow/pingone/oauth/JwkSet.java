package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The keys that sign ID tokens (RFC 7517 section 5): RSA keys for RS256, and no others, so that
 * neither {@code none} nor an HMAC keyed with a public key can pass for a signature.
 */
final class JwkSet {
  static final String ALGORITHM = "RS256";

  private static final JsonReader<Document> READER = JsonReader.of(Document.class);

  private final List<Key> keys;

  private JwkSet(List<Key> keys) {
    this.keys = keys;
  }

  /** The document, one JSON object a key. */
  record Document(List<Map<String, Object>> keys) {}

  /**
   * A key and what verifies with it.
   *
   * @param id {@code kid}, or null
   */
  record Key(String id, JWTAuth verifier) {}

  /**
   * Judges an answer of the JWKS endpoint.
   *
   * @throws StepException {@code unavailable} or {@code rate_limited} by the status, {@code
   *     invalid_response} for anything else that is no key set
   */
  static JwkSet of(Vertx vertx, Response response) {
    StepFailure unprocessed = response.unprocessed();
    if (unprocessed != null) {
      throw new StepException(unprocessed);
    }
    if (response.status() != 200) {
      throw response.invalid("the key set's URL answered " + response.status());
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

  /** The keys that a header's {@code kid} can mean: all, where it has none. */
  List<Key> candidates(String kid) {
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
    // The bare key (RFC 7518 section 6.3.1): with an x5c beside it, vertx-auth-jwt takes the
    // certificate's key instead, and none once the certificate has expired.
    JsonObject bare =
        new JsonObject()
            .put("kty", "RSA")
            .put("n", jwk.getString("n"))
            .put("e", jwk.getString("e"));
    // The times are checked with the other claims, where a failure can say what was expected.
    return JWTAuth.create(
        vertx,
        new JWTAuthOptions()
            .addJwk(bare)
            .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
  }
}
