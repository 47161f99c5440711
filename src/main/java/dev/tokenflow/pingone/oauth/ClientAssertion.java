package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import dev.tokenflow.pingone.options.ClientSecret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SecureRandom;

/**
 * Authenticates the client by a JWT that is keyed with its secret ({@code client_secret_jwt},
 * OpenID Connect Core section 9; RFC 7523 section 2.2). The secret itself is never sent.
 */
public final class ClientAssertion {
  /** RFC 7523 section 2.2. */
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final int JTI_OCTETS = 16;

  private final JWTAuth signer;
  private final JWTOptions header;
  private final String clientId;
  private final String issuer;
  private final Audience audience;
  private final SecureRandom random;

  /**
   * @param issuer the authorization server's issuer, for assertions whose audience it is
   */
  public ClientAssertion(
      Vertx vertx,
      String clientId,
      ClientSecret secret,
      AssertionOptions options,
      String issuer,
      SecureRandom random) {
    String algorithm = options.algorithm().name();
    this.signer =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(secret.octets())));
    this.header =
        new JWTOptions()
            .setAlgorithm(algorithm)
            .setExpiresInSeconds((int) options.lifetime().toSeconds());
    this.clientId = clientId;
    this.issuer = issuer;
    this.audience = options.audience();
    this.random = random;
  }

  /**
   * An assertion for one request to this endpoint. RFC 7523 section 3: {@code iss}, {@code sub},
   * {@code aud} and {@code exp} are required; a fresh {@code jti} makes a replay detectable.
   */
  public String sign(String endpoint) {
    JsonObject claims =
        new JsonObject()
            .put("iss", clientId)
            .put("sub", clientId)
            .put("aud", audience == Audience.ISSUER ? issuer : endpoint)
            .put("jti", RandomValue.base64Url(random, JTI_OCTETS));
    return signer.generateToken(claims, header);
  }

  /**
   * The form with the client's authentication for one request to this endpoint. {@code client_id}
   * is optional beside an assertion (RFC 7521 section 4.2), but PingOne's request model names it,
   * and Spring Authorization Server refuses a request without it.
   */
  public Form authenticate(Form form, String endpoint) {
    return form.with("client_id", clientId)
        .with("client_assertion_type", TYPE)
        .with("client_assertion", sign(endpoint));
  }
}
