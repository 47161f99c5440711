package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.options.AssertionOptions;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import dev.tokenflow.pingone.options.ClientSecret;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
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
import org.junit.jupiter.params.provider.EnumSource;

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
  @EnumSource(Algorithm.class)
  void verifiesWithTheSecretsUtf8Octets(Algorithm algorithm) throws Exception {
    SignedJWT assertion = SignedJWT.parse(signer(algorithm, Audience.ENDPOINT).sign(ENDPOINT));

    assertTrue(assertion.verify(new MACVerifier(SECRET.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void doesNotVerifyWithAnotherSecret(Algorithm algorithm) throws Exception {
    SignedJWT assertion = SignedJWT.parse(signer(algorithm, Audience.ENDPOINT).sign(ENDPOINT));

    assertFalse(assertion.verify(new MACVerifier((SECRET + "!").getBytes(UTF_8))));
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void headerNamesAlgorithmAndType(Algorithm algorithm) throws Exception {
    SignedJWT assertion = SignedJWT.parse(signer(algorithm, Audience.ENDPOINT).sign(ENDPOINT));

    assertEquals(
        Map.of("alg", algorithm.name(), "typ", "JWT"), assertion.getHeader().toJSONObject());
  }

  @Test
  void issuerAndSubjectAreTheClientId() throws Exception {
    Map<String, Object> claims = claims(Audience.ENDPOINT);

    assertEquals("the-client", claims.get("iss"));
    assertEquals("the-client", claims.get("sub"));
  }

  @Test
  void hasTheseClaimsAndNoOthers() throws Exception {
    assertEquals(
        Set.of("iss", "sub", "aud", "exp", "iat", "jti"), claims(Audience.ENDPOINT).keySet());
  }

  @Test
  void audienceIsTheEndpointAsAString() throws Exception {
    assertEquals(ENDPOINT, claims(Audience.ENDPOINT).get("aud"));
  }

  @Test
  void audienceIsTheIssuerAsAStringWhereThatIsWanted() throws Exception {
    assertEquals(ISSUER, claims(Audience.ISSUER).get("aud"));
  }

  @Test
  void livesFromNowForItsLifetime() throws Exception {
    long before = Instant.now().getEpochSecond();
    Map<String, Object> claims = claims(Audience.ENDPOINT);
    long after = Instant.now().getEpochSecond();

    long iat = ((Number) claims.get("iat")).longValue();
    assertTrue(before <= iat && iat <= after, "iat " + iat);
    assertEquals(iat + 90, ((Number) claims.get("exp")).longValue());
  }

  @Test
  void idIsFreshEveryTime() throws Exception {
    ClientAssertion signer = signer(Algorithm.HS256, Audience.ENDPOINT);
    Set<String> ids = new HashSet<>();

    for (int number = 0; number < 1000; number++) {
      ids.add(SignedJWT.parse(signer.sign(ENDPOINT)).getJWTClaimsSet().getJWTID());
    }

    assertEquals(1000, ids.size());
  }

  @Test
  void authenticatesAFormWithoutTheSecret() throws Exception {
    Form form =
        signer(Algorithm.HS256, Audience.ENDPOINT)
            .authenticate(new Form().with("grant_type", "authorization_code"), ENDPOINT);

    Map<String, List<String>> sent = new QueryStringDecoder(form.encoded(), false).parameters();
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

  private static Map<String, Object> claims(Audience audience) throws Exception {
    return SignedJWT.parse(signer(Algorithm.HS256, audience).sign(ENDPOINT))
        .getPayload()
        .toJSONObject();
  }

  private static ClientAssertion signer(Algorithm algorithm, Audience audience) {
    return new ClientAssertion(
        VERTX,
        "the-client",
        new ClientSecret(SECRET),
        new AssertionOptions(algorithm, Duration.ofSeconds(90), audience),
        ISSUER,
        new SecureRandom());
  }
}
