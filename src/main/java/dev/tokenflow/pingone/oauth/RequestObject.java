package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.options.ClientSecret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;

/** An authorization request as a JWT that is signed with the client secret (RFC 9101). */
final class RequestObject {
  private static final String ALGORITHM = "HS256";

  private RequestObject() {}

  /**
   * What the JWT says: the request's parameters, from whom it is and for whom. RFC 9101 section 4:
   * {@code iss} is the client and {@code aud} the authorization server's issuer.
   *
   * @param parameters those of the authorization request, {@code client_id} among them
   * @param id makes a replay detectable
   */
  static JsonObject claims(Form parameters, String issuer, String id) {
    JsonObject claims = new JsonObject();
    parameters.parameters().forEach(claims::put);
    return claims.put("iss", parameters.get("client_id")).put("aud", issuer).put("jti", id);
  }

  /** The claims signed, good for so long. */
  static String sign(Vertx vertx, JsonObject claims, ClientSecret secret, Duration lifetime) {
    return JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(secret.octets())))
        .generateToken(
            claims,
            new JWTOptions()
                .setAlgorithm(ALGORITHM)
                .setExpiresInSeconds((int) lifetime.toSeconds()));
  }
}
