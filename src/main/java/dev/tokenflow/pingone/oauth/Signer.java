package dev.tokenflow.pingone.oauth;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/** Signs JWTs. */
@FunctionalInterface
public interface Signer {

  /**
   * A JWT with these claims, and with {@code iat}, {@code exp} and a fresh {@code jti}, by which
   * the server detects a replay (RFC 7523 section 3).
   */
  String sign(JsonObject claims);

  /**
   * Signs with a MAC (RFC 7518 section 3.2).
   *
   * @param algorithm such as {@code HS256}
   * @param secret the client secret, whose UTF-8 octets are the key (OpenID Connect Core 10.1)
   * @param lifetime from {@code iat} to {@code exp}
   */
  static Signer hmac(Vertx vertx, String algorithm, String secret, Duration lifetime) {
    return of(
        vertx,
        new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(Buffer.buffer(secret)),
        lifetime);
  }

  /**
   * Signs with a private key (RFC 7518 sections 3.3 and 3.4).
   *
   * @param algorithm such as {@code ES256}
   * @param keyId the {@code kid} in each JWT's header
   * @param lifetime from {@code iat} to {@code exp}
   */
  static Signer privateKey(
      Vertx vertx, String algorithm, String keyId, PrivateKey key, Duration lifetime) {
    // The only form that vertx-auth-jwt reads of every key.
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return of(
        vertx,
        new PubSecKeyOptions().setAlgorithm(algorithm).setId(keyId).setBuffer(Buffer.buffer(pem)),
        lifetime);
  }

  private static Signer of(Vertx vertx, PubSecKeyOptions key, Duration lifetime) {
    SecureRandom random = new SecureRandom();
    JWTAuth signer = JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key));
    JWTOptions options =
        new JWTOptions()
            .setAlgorithm(key.getAlgorithm())
            .setExpiresInSeconds((int) lifetime.toSeconds());
    return claims ->
        signer.generateToken(claims.copy().put("jti", Base64Url.random(random, 16)), options);
  }
}
