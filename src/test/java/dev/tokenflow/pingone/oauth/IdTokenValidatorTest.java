package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.oauth.IdTokens.claims;
import static dev.tokenflow.pingone.oauth.IdTokens.header;
import static dev.tokenflow.pingone.oauth.IdTokens.rs256;
import static dev.tokenflow.pingone.oauth.IdTokens.sign;
import static dev.tokenflow.pingone.oauth.IdTokens.unsigned;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenValidatorTest {
  private static final String INVALID = "the ID token is not valid: ";
  private static final String BY_NO_KEY = INVALID + "its signature is not by a key of the key set";

  private static RSAKey key;

  @RegisterExtension final KeyServer server = new KeyServer();

  @BeforeAll
  static void generateKey() throws JOSEException {
    key = IdTokens.rsaKey();
  }

  @BeforeEach
  void serveKey() {
    server.serves(key);
  }

  @Test
  void returnsTheClaimsOfAGoodToken() throws Exception {
    JsonObject claims = server.validate(rs256(key)).await(20, TimeUnit.SECONDS);

    assertEquals("a-user", claims.getString("sub"));
    assertEquals("Zoë", claims.getString("name"));
    assertEquals(Set.of("iss", "sub", "aud", "exp", "iat", "nonce", "name"), claims.fieldNames());
  }

  @Test
  void checksTheClaimsOfASignedToken() throws Exception {
    String foreign = rs256(key, claims().issuer("https://evil.example"));

    assertEquals(
        INVALID + "its iss is \"https://evil.example\", expected \"https://auth.example.com/as\"",
        server.refusal(foreign));
  }

  @Test
  void distinguishesExpiryFromABadSignature() throws Exception {
    Instant hourAgo = Instant.now().minusSeconds(3600);
    String refusal = server.refusal(rs256(key, claims().expirationTime(Date.from(hourAgo))));

    assertTrue(refusal.startsWith(INVALID + "it expired at "), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "iat", "nbf"})
  void rejectsTimeThatIsNotANumber(String name) throws Exception {
    assertEquals(
        INVALID + "it has no " + name + " that is a NumericDate",
        server.refusal(rs256(key, claims().claim(name, "soon"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[1]", "7", "hello", ""})
  void rejectsSignedPayloadThatIsNotAJsonObject(String payload) throws Exception {
    JWSObject token = new JWSObject(header(JWSAlgorithm.RS256).build(), new Payload(payload));
    token.sign(new RSASSASigner(key));

    assertEquals(INVALID + "its claims cannot be read", server.refusal(token.serialize()));
  }

  @Test
  void rejectsUnsignedToken() {
    String header = "{\"alg\":\"none\"}";

    assertEquals(INVALID + "it has no signature", server.refusal(unsigned(header, "")));
    assertEquals(
        INVALID + "its alg is \"none\", expected \"RS256\"",
        server.refusal(unsigned(header, "AAAA")));
    assertEquals(
        INVALID + "its alg is a value of 121 characters, expected \"RS256\"",
        server.refusal(unsigned(header.replace("none", "x".repeat(121)), "AAAA")));
  }

  @Test
  void rejectsHmacKeyedWithThePublicKey() throws Exception {
    byte[] der = key.toPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";

    for (byte[] secret : new byte[][] {der, pem.getBytes(US_ASCII)}) {
      String token = sign(header(JWSAlgorithm.HS256), new MACSigner(secret), claims());
      assertEquals(INVALID + "its alg is \"HS256\", expected \"RS256\"", server.refusal(token));
    }
  }

  @Test
  void rejectsOtherHash() throws Exception {
    String token = sign(header(JWSAlgorithm.RS512), new RSASSASigner(key), claims());

    assertEquals(INVALID + "its alg is \"RS512\", expected \"RS256\"", server.refusal(token));
  }

  @Test
  void rejectsEllipticCurve() throws Exception {
    ECKey ellipticCurve = IdTokens.ellipticCurveKey();
    server.serves(ellipticCurve, key);
    String token = sign(header(JWSAlgorithm.ES256), new ECDSASigner(ellipticCurve), claims());

    assertEquals(INVALID + "its alg is \"ES256\", expected \"RS256\"", server.refusal(token));
  }

  @Test
  void rejectsOtherKeyUnderTheSameKid() throws Exception {
    assertEquals(BY_NO_KEY, server.refusal(rs256(IdTokens.rsaKey())));
  }

  @Test
  void rejectsTamperedPayload() throws Exception {
    String[] parts = rs256(key).split("\\.", -1);
    String payload = new Base64URL(parts[1]).decodeToString().replace("a-user", "another");

    assertEquals(
        BY_NO_KEY, server.refusal(parts[0] + "." + Base64URL.encode(payload) + "." + parts[2]));
  }

  @Test
  void rejectsTamperedHeader() throws Exception {
    String[] parts = rs256(key).split("\\.", -1);
    String header = "{\"alg\":\"RS256\",\"kid\":\"k1\",\"x\":1}";

    assertEquals(
        BY_NO_KEY, server.refusal(Base64URL.encode(header) + "." + parts[1] + "." + parts[2]));
  }

  @Test
  void rejectsCriticalExtension() throws Exception {
    String token =
        sign(
            header(JWSAlgorithm.RS256)
                .criticalParams(Set.of("example"))
                .customParam("example", true),
            new RSASSASigner(key),
            claims());

    assertEquals(INVALID + "its header has a crit, expected none", server.refusal(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "one.two", "one.two.three.four", "a.b.c.d.e"})
  void rejectsOtherNumberOfParts(String token) {
    assertEquals(
        INVALID + "it has " + token.split("\\.", -1).length + " parts, expected 3",
        server.refusal(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "[\"RS256\"]", "null", "7", "{\"alg\":\"RS256\"", ""})
  void rejectsHeaderThatIsNotAJsonObject(String header) {
    assertEquals(
        INVALID + "its header is not base64url of a JSON object",
        server.refusal(unsigned(header, "AAAA")));
  }

  @Test
  void rejectsHeaderThatIsNotBase64url() {
    assertEquals(
        INVALID + "its header is not base64url of a JSON object",
        server.refusal("{\"alg\":\"RS256\"}.e30.AAAA"));
  }
}
