package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.oauth.ClientAuthentication.Authenticated;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed by vertx-auth-jwt, read and verified by nimbus-jose-jwt. */
class ClientAssertionTest {
  private static final Vertx VERTX = Vertx.vertx();
  // More octets than characters: the key is the secret's UTF-8.
  private static final String SECRET = "sëcret-€-𝄞-".repeat(8);
  private static final String ENDPOINT = "https://auth.example.com/as/token";
  private static final String ISSUER = "https://auth.example.com/as";

  @AfterAll
  static void close() throws Exception {
    VERTX.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void verifiesWithTheUtf8OctetsOfTheSecret(String algorithm) throws Exception {
    SignedJWT signed = SignedJWT.parse(assertion(algorithm, null).sign(ENDPOINT));

    assertTrue(signed.verify(new MACVerifier(SECRET.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void doesNotVerifyWithAnotherSecret(String algorithm) throws Exception {
    SignedJWT signed = SignedJWT.parse(assertion(algorithm, null).sign(ENDPOINT));

    assertFalse(signed.verify(new MACVerifier((SECRET + "!").getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void headerNamesAlgorithmAndType(String algorithm) throws Exception {
    SignedJWT signed = SignedJWT.parse(assertion(algorithm, null).sign(ENDPOINT));

    assertEquals(Map.of("alg", algorithm, "typ", "JWT"), signed.getHeader().toJSONObject());
  }

  @Test
  void issuerAndSubjectAreTheClientId() throws Exception {
    Map<String, Object> claims = claims(null);

    assertEquals("the-client", claims.get("iss"));
    assertEquals("the-client", claims.get("sub"));
  }

  @Test
  void hasExactlyTheseClaims() throws Exception {
    assertEquals(Set.of("iss", "sub", "aud", "exp", "iat", "jti"), claims(null).keySet());
  }

  @Test
  void audienceIsTheEndpoint() throws Exception {
    assertEquals(ENDPOINT, claims(null).get("aud"));
  }

  @Test
  void audienceIsTheIssuerIfConfigured() throws Exception {
    assertEquals(ISSUER, claims(ISSUER).get("aud"));
  }

  @Test
  void expiresAfterItsLifetime() throws Exception {
    long before = Instant.now().getEpochSecond();
    Map<String, Object> claims = claims(null);
    long after = Instant.now().getEpochSecond();

    long iat = ((Number) claims.get("iat")).longValue();
    assertTrue(before <= iat && iat <= after, "iat " + iat);
    assertEquals(iat + 90, ((Number) claims.get("exp")).longValue());
  }

  @Test
  void hasAFreshIdEveryTime() throws Exception {
    ClientAssertion assertion = assertion("HS256", null);
    Set<String> ids = new HashSet<>();

    for (int number = 0; number < 1000; number++) {
      ids.add(SignedJWT.parse(assertion.sign(ENDPOINT)).getJWTClaimsSet().getJWTID());
    }

    assertEquals(1000, ids.size());
  }

  @Test
  void authenticatesAFormWithoutTheSecret() throws Exception {
    Form form = new Form().with("grant_type", "authorization_code");

    Authenticated authenticated = assertion("HS256", null).authenticate(form, ENDPOINT);

    assertEquals("grant_type=authorization_code", form.encoded(), "the caller's form");
    assertNull(authenticated.authorization());
    assertEquals(
        List.of(authenticated.form().get("client_assertion")), authenticated.form().secrets());
    Map<String, List<String>> sent =
        new QueryStringDecoder(authenticated.form().encoded(), false).parameters();
    assertEquals(
        Set.of("grant_type", "client_id", "client_assertion_type", "client_assertion"),
        sent.keySet());
    assertEquals(List.of("authorization_code"), sent.get("grant_type"));
    assertEquals(List.of("the-client"), sent.get("client_id"));
    assertEquals(
        List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        sent.get("client_assertion_type"));
    assertTrue(
        SignedJWT.parse(sent.get("client_assertion").get(0))
            .verify(new MACVerifier(SECRET.getBytes(UTF_8))));
  }

  private static Map<String, Object> claims(String audience) throws Exception {
    return SignedJWT.parse(assertion("HS256", audience).sign(ENDPOINT)).getPayload().toJSONObject();
  }

  private static ClientAssertion assertion(String algorithm, String audience) {
    return new ClientAssertion(
        "the-client", audience, Signer.hmac(VERTX, algorithm, SECRET, Duration.ofSeconds(90)));
  }
}
