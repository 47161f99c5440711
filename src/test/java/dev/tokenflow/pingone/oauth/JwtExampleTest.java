package dev.tokenflow.pingone.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.SignatureException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks vertx-auth-jwt against the example of the RFCs. */
class JwtExampleTest {
  // RFC 7515 appendix A.1.1; RFC 7519 section 3.1 shows the same JWT.
  private static final String KEY =
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
  private static final String HEADER = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9";
  private static final String PAYLOAD =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog"
          + "Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
  private static final String SIGNATURE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void acceptsTheExample() throws Exception {
    JsonObject claims = claims(HEADER + "." + PAYLOAD + "." + SIGNATURE);

    assertEquals("joe", claims.getString("iss"));
    assertEquals(1300819380L, claims.getLong("exp"));
    assertTrue(claims.getBoolean("http://example.com/is_root"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 128, 255})
  void rejectsTheExampleWithAFlippedBitInItsSignature(int bit) {
    byte[] signature = Base64.getUrlDecoder().decode(SIGNATURE);
    signature[bit / 8] ^= (byte) (1 << (bit % 8));
    String flipped = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);

    assertThrows(SignatureException.class, () -> claims(HEADER + "." + PAYLOAD + "." + flipped));
  }

  @Test
  void rejectsTheExampleWithAFlippedBitInItsPayload() {
    String flipped = PAYLOAD.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Qi");

    assertThrows(SignatureException.class, () -> claims(HEADER + "." + flipped + "." + SIGNATURE));
  }

  private JsonObject claims(String jwt) throws Exception {
    User user =
        JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                    .addPubSecKey(
                        new PubSecKeyOptions()
                            .setAlgorithm("HS256")
                            .setBuffer(Buffer.buffer(Base64.getUrlDecoder().decode(KEY))))
                    .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)))
            .authenticate(new TokenCredentials(jwt))
            .await(20, TimeUnit.SECONDS);
    return user.attributes().getJsonObject("accessToken");
  }
}
