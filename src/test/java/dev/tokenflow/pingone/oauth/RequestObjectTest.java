package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.options.ClientSecret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Signed by vertx-auth-jwt, read and verified by nimbus-jose-jwt. */
class RequestObjectTest {
  private static final String SECRET = "sëcret-".repeat(8);
  private static final String ISSUER = "https://auth.example.com/as";

  private final Form parameters =
      new Form()
          .with("response_type", "code")
          .with("client_id", "the-client")
          .with("scope", "openid profile")
          .with("state", "a&b");

  @Test
  void claimsAreTheParametersAndFromWhomAndForWhom() {
    assertEquals(
        new JsonObject()
            .put("response_type", "code")
            .put("client_id", "the-client")
            .put("scope", "openid profile")
            .put("state", "a&b")
            .put("iss", "the-client")
            .put("aud", ISSUER)
            .put("jti", "j-1"),
        RequestObject.claims(parameters, ISSUER, "j-1"));
  }

  @Test
  void signedWithTheSecretForSoLong() throws Exception {
    Vertx vertx = Vertx.vertx();
    SignedJWT signed =
        SignedJWT.parse(
            RequestObject.sign(
                vertx,
                RequestObject.claims(parameters, ISSUER, "j-1"),
                new ClientSecret(SECRET),
                Duration.ofSeconds(90)));
    vertx.close().await(20, TimeUnit.SECONDS);

    assertEquals(JWSAlgorithm.HS256, signed.getHeader().getAlgorithm());
    assertTrue(signed.verify(new MACVerifier(SECRET.getBytes(UTF_8))));
    JWTClaimsSet claims = signed.getJWTClaimsSet();
    assertEquals(List.of(ISSUER), claims.getAudience());
    assertEquals("a&b", claims.getStringClaim("state"));
    assertEquals(
        Duration.ofSeconds(90),
        Duration.between(
            claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()));
  }
}
