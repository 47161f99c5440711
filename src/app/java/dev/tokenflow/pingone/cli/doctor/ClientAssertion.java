package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs what the application signs: client assertions (RFC 7523) and request objects (RFC 9101).
 */
final class ClientAssertion {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** PingOne verifies request objects with it, whatever signs the assertions. */
  private static final String REQUEST_OBJECT_ALGORITHM = "HS256";

  private final Vertx vertx;
  private final PingOneOptions options;

  ClientAssertion(Vertx vertx, PingOneOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /** The form with the client's credentials for this endpoint. */
  Map<String, String> authenticate(Map<String, String> form, String endpoint) {
    AssertionOptions assertion = options.assertion();
    JsonObject claims =
        new JsonObject()
            .put("iss", options.clientId())
            .put("sub", options.clientId())
            .put(
                "aud",
                assertion.audience() == Audience.ISSUER ? options.endpoints().issuer() : endpoint);
    Map<String, String> authenticated = new LinkedHashMap<>(form);
    authenticated.put("client_id", options.clientId());
    authenticated.put("client_assertion_type", TYPE);
    authenticated.put("client_assertion", sign(assertion.algorithm().name(), claims));
    return authenticated;
  }

  /** The parameters as a request object, with those that must stand beside it. */
  Map<String, String> requestObject(Map<String, String> parameters) {
    JsonObject claims = new JsonObject();
    parameters.forEach(claims::put);
    claims.put("iss", options.clientId()).put("aud", options.endpoints().issuer());
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.keySet()
        .removeIf(name -> name.startsWith("code_challenge") || name.matches("state|nonce"));
    form.put("request", sign(REQUEST_OBJECT_ALGORITHM, claims));
    return form;
  }

  private String sign(String algorithm, JsonObject claims) {
    return JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setAlgorithm(algorithm)
                        .setBuffer(options.clientSecret().octets())))
        .generateToken(
            claims.put("jti", RandomText.make()),
            new JWTOptions()
                .setAlgorithm(algorithm)
                .setExpiresInSeconds((int) options.assertion().lifetime().toSeconds()));
  }
}
