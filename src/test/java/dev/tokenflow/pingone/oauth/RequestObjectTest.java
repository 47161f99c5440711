package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.http.Form;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
          .with("redirect_uri", "https://app")
          .with("response_mode", "query")
          .with("state", "a&b");

  @Test
  void claimsAreTheParametersTheClientAndTheIssuer() {
    AtomicReference<JsonObject> signed = new AtomicReference<>();

    RequestObject.sign(
        parameters.with("max_age", "60"),
        Map.of("further", "only here"),
        ISSUER,
        claims -> {
          signed.set(claims);
          return "a.b.c";
        });

    assertEquals(
        new JsonObject()
            .put("response_type", "code")
            .put("client_id", "the-client")
            .put("scope", "openid profile")
            .put("redirect_uri", "https://app")
            .put("response_mode", "query")
            .put("state", "a&b")
            .put("max_age", 60L)
            .put("further", "only here")
            .put("iss", "the-client")
            .put("aud", ISSUER),
        signed.get());
  }

  @Test
  void sendsRequiredParametersBesideTheRequestObject() {
    Form form = RequestObject.alone(parameters.withSecret("login_hint_token", "h.p.s"), "a.b.c");

    assertEquals(
        "response_type=code&client_id=the-client&scope=openid+profile"
            + "&redirect_uri=https%3A%2F%2Fapp&response_mode=query"
            + "&login_hint_token=h.p.s&request=a.b.c",
        form.encoded());
    assertEquals(List.of("h.p.s", "a.b.c"), form.secrets());
  }

  /** Some servers read the other parameters in it, and some beside it. */
  @Test
  void repeatsTheParametersWhereItIsWantedForAFew() {
    Form form = RequestObject.beside(parameters, "a.b.c");

    assertEquals(parameters.encoded() + "&request=a.b.c", form.encoded());
    assertEquals(List.of("a.b.c"), form.secrets());
  }

  @Test
  void isSignedWithTheSecret() throws Exception {
    Vertx vertx = Vertx.vertx();
    Signer signer = Signer.hmac(vertx, "HS256", SECRET, Duration.ofSeconds(90));
    SignedJWT signed = SignedJWT.parse(RequestObject.sign(parameters, Map.of(), ISSUER, signer));
    vertx.close().await(20, TimeUnit.SECONDS);

    assertEquals(JWSAlgorithm.HS256, signed.getHeader().getAlgorithm());
    assertTrue(signed.verify(new MACVerifier(SECRET.getBytes(UTF_8))));
    JWTClaimsSet claims = signed.getJWTClaimsSet();
    assertEquals(List.of(ISSUER), claims.getAudience());
    assertEquals("a&b", claims.getStringClaim("state"));
    assertEquals(22, claims.getJWTID().length());
    assertEquals(
        Duration.ofSeconds(90),
        Duration.between(
            claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()));
  }
}
