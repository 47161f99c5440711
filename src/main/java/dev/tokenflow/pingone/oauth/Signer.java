package dev.tokenflow.pingone.oauth;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;
import java.time.Duration;

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
    SecureRandom random = new SecureRandom();
    JWTAuth signer =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setAlgorithm(algorithm)
                        .setBuffer(Buffer.buffer(secret))));
    JWTOptions options =
        new JWTOptions().setAlgorithm(algorithm).setExpiresInSeconds((int) lifetime.toSeconds());
    return claims ->
        signer.generateToken(claims.copy().put("jti", RandomValue.base64Url(random, 16)), options);
  }
}
