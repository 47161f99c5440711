package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Redaction;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The methods of client authentication that are not {@link ClientAssertionTest}'s. */
class ClientAuthenticationTest {
  private static final String ENDPOINT = "https://as.example.com/token";
  private static final Form FORM = new Form().with("grant_type", "client_credentials");

  /** The example of RFC 6749 section 2.3.1. */
  @Test
  void basicSendsIdAndSecretInTheHeaderAlone() {
    Request request = request(new ClientSecretBasic("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw"));

    assertEquals("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3", request.authorization());
    assertEquals("grant_type=client_credentials", request.body().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:b | 'c d' | a%3Ab:c+d",
        "client | 100% +&=/ü€ | client:100%25+%2B%26%3D%2F%C3%BC%E2%82%AC",
        "client | one:two | client:one%3Atwo"
      })
  void basicEncodesIdAndSecretLikeAForm(String id, String secret, String credentials) {
    String authorization = request(new ClientSecretBasic(id, secret)).authorization();

    assertEquals(
        credentials,
        new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())), UTF_8));
  }

  @Test
  void postSendsIdAndSecretInTheBodyAlone() {
    Request request = request(new ClientSecretPost("client", "100% +"));

    assertNull(request.authorization());
    assertEquals(
        "grant_type=client_credentials&client_id=client&client_secret=100%25+%2B",
        request.body().toString());
  }

  @Test
  void publicClientSendsItsIdAlone() {
    Request request = request(new PublicClient("client"));

    assertNull(request.authorization());
    assertEquals("grant_type=client_credentials&client_id=client", request.body().toString());
  }

  @ParameterizedTest
  @EnumSource
  void publicClientMaySendWhatNeedsNoAuthentication(RequestKind kind) {
    boolean needsAuthentication =
        Set.of(RequestKind.INTROSPECT, RequestKind.CLIENT_CREDENTIALS).contains(kind);

    assertEquals(!needsAuthentication, new PublicClient("client").permits(kind));
    assertTrue(new ClientSecretPost("client", "secret").permits(kind));
  }

  @ParameterizedTest
  @CsvSource({"basic", "post"})
  void noFormOfTheSecretIsShown(String method) {
    String secret = "one two:three/four?";
    ClientAuthentication authentication =
        method.equals("basic")
            ? new ClientSecretBasic("client", secret)
            : new ClientSecretPost("client", secret);
    Request request = request(authentication);
    String sent = request.body() + " " + request.authorization();

    String shown =
        Redaction.of(request.secrets())
            .whole("you sent " + sent + ", that is " + secret + ", decoded client:" + secret);

    for (String form :
        List.of(secret, "three", Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)))) {
      assertFalse(shown.contains(form), shown);
    }
    assertFalse(shown.contains("Basic Y2"), shown);
    assertFalse((authentication + " " + request).contains("three"), authentication::toString);
    assertFalse(
        authentication.authenticate(FORM, ENDPOINT).toString().contains("three"), "Authenticated");
  }

  /** A third party verifies what vertx-auth-jwt signs, often enough to meet short numbers. */
  @ParameterizedTest
  @CsvSource({
    "RS256, ",
    "RS384, ",
    "RS512, ",
    "ES256, secp256r1",
    "ES384, secp384r1",
    "ES512, secp521r1"
  })
  void privateKeySignsWithItsIdInTheHeader(String algorithm, String curve) throws Exception {
    KeyPair key = curve == null ? SharedKey.RSA : elliptic(curve);
    JWSVerifier verifier =
        curve == null
            ? new RSASSAVerifier((RSAPublicKey) key.getPublic())
            : new ECDSAVerifier((ECPublicKey) key.getPublic());
    Vertx vertx = Vertx.vertx();
    try {
      ClientAuthentication authentication =
          new ClientAssertion(
              "client",
              null,
              Signer.privateKey(
                  vertx, algorithm, "key-1", key.getPrivate(), Duration.ofSeconds(60)));
      String previous = null;
      for (int time = 0; time < 20; time++) {
        Form form = authentication.authenticate(FORM, ENDPOINT).form();
        SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));

        assertTrue(assertion.verify(verifier));
        assertEquals("key-1", assertion.getHeader().getKeyID());
        assertEquals(algorithm, assertion.getHeader().getAlgorithm().getName());
        assertEquals("client", assertion.getJWTClaimsSet().getSubject());
        assertEquals(List.of(ENDPOINT), assertion.getJWTClaimsSet().getAudience());
        assertNotEquals(previous, assertion.getJWTClaimsSet().getJWTID());
        previous = assertion.getJWTClaimsSet().getJWTID();
      }
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  private static KeyPair elliptic(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static Request request(ClientAuthentication authentication) {
    return authentication.authenticate(FORM, ENDPOINT).request("/token");
  }
}
