package dev.tokenflow.pingone.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import dev.tokenflow.pingone.options.ClientKey;
import dev.tokenflow.pingone.options.ClientSecret;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Authenticates the client as it is configured, and signs request objects (RFC 9101). */
final class ClientAuthentication {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Vertx vertx;
  private final PingOneOptions options;

  ClientAuthentication(Vertx vertx, PingOneOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /**
   * What is sent with the client's credentials.
   *
   * @param headers those besides the media type
   */
  record Authenticated(Map<String, String> form, Map<String, String> headers) {
    @Override
    public String toString() {
      return "Authenticated[***]";
    }
  }

  /** The form with the client's credentials for this endpoint. */
  Authenticated authenticate(Map<String, String> form, String endpoint) {
    Map<String, String> authenticated = new LinkedHashMap<>(form);
    switch (options.clientAuthentication()) {
      case CLIENT_SECRET_BASIC -> {
        return new Authenticated(form, Map.of("Authorization", basic(options)));
      }
      case CLIENT_SECRET_POST -> authenticated.put("client_secret", secret(options));
      case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> {
        authenticated.put("client_assertion_type", TYPE);
        authenticated.put("client_assertion", assertion(endpoint));
      }
      case NONE -> {
        // The client id alone.
      }
    }
    authenticated.put("client_id", options.clientId());
    return new Authenticated(authenticated, Map.of());
  }

  /** RFC 6749 section 2.3.1. */
  static String basic(PingOneOptions options) {
    String credentials =
        URLEncoder.encode(options.clientId(), UTF_8)
            + ":"
            + URLEncoder.encode(secret(options), UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  private static String secret(PingOneOptions options) {
    return requireNonNull(options.clientSecret(), "clientSecret").value();
  }

  /** RFC 7523 section 3. */
  private String assertion(String endpoint) {
    AssertionOptions assertion = options.assertion();
    return sign(
        assertion.algorithm(),
        new JsonObject()
            .put("iss", options.clientId())
            .put("sub", options.clientId())
            .put(
                "aud",
                assertion.audience() == Audience.ISSUER ? options.endpoints().issuer() : endpoint));
  }

  /** The parameters as a request object, with the ones that must stand beside it. */
  Map<String, String> requestObject(Map<String, String> parameters) {
    JsonObject claims = new JsonObject();
    parameters.forEach(claims::put);
    claims.put("iss", options.clientId()).put("aud", options.endpoints().issuer());
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.keySet()
        .removeIf(name -> name.startsWith("code_challenge") || name.matches("state|nonce"));
    form.put("request", sign(options.assertion().requestObjectAlgorithm(), claims));
    return form;
  }

  private String sign(Algorithm algorithm, JsonObject claims) {
    return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key(algorithm)))
        .generateToken(
            claims.put("jti", RandomText.make()),
            new JWTOptions()
                .setAlgorithm(algorithm.name())
                .setExpiresInSeconds((int) options.assertion().lifetime().toSeconds()));
  }

  private PubSecKeyOptions key(Algorithm algorithm) {
    PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm(algorithm.name());
    if (algorithm.isMac()) {
      ClientSecret secret = requireNonNull(options.clientSecret(), "clientSecret");
      return key.setBuffer(secret.octets());
    }
    ClientKey signing = requireNonNull(options.clientKey(), "privateKeyFile");
    return key.setId(signing.id())
        .setBuffer(
            Buffer.buffer(
                "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(signing.value().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n"));
  }
}
