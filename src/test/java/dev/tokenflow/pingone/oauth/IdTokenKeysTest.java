package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.oauth.IdTokens.claims;
import static dev.tokenflow.pingone.oauth.IdTokens.rs256;
import static dev.tokenflow.pingone.oauth.IdTokens.sign;
import static dev.tokenflow.pingone.oauth.IdTokens.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.tokenflow.pingone.log.CapturedLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a key set can verify an ID token. */
class IdTokenKeysTest {
  private static final String BY_NO_KEY =
      "the ID token is not valid: its signature is not by a key of the key set";
  private static final String UNKNOWN_KID =
      "the ID token is not valid: the key set has no RS256 key with its kid \"k1\"";

  private static RSAKey key;
  private static RSAKey another;

  @RegisterExtension final KeyServer server = new KeyServer();

  @BeforeAll
  static void generateKeys() throws JOSEException {
    key = IdTokens.rsaKey();
    another = IdTokens.rsaKey();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty':'RSA','kid':'k1','n':'!!! not base64url !!!','e':'AQAB'}",
        "{'kty':'RSA','kid':'k1','n':'','e':''}",
        "{'kty':'RSA','kid':'k1','n':7,'e':'AQAB'}",
        "{'kty':'RSA','kid':'k1'}",
        "{'kty':'RSA','kid':'k1','n':'AQAB','e':'AQAB'}",
        "{'kty':[],'kid':{}}",
        "{'kty':''}",
        "{}",
        "[]",
        "7",
        "'RSA'",
        "null"
      })
  void malformedKeyDoesNotAffectTheGoodOne(String malformed) throws Exception {
    server.serves(malformed.replace('\'', '"'), jwk(key).encode());

    assertPasses(rs256(key));
    assertEquals(BY_NO_KEY, server.refusal(rs256(another)));
    assertRefusesUnsignedTokens();
  }

  /** Too short, too long, even, or slow: no verifier is made, and nothing logs a stack trace. */
  @ParameterizedTest
  @CsvSource({"n, !!!", "n, AQAB", "e, AQ", "e, AA", "e, Ag", "e, gAAAAQ", "e, AQAB AQAB"})
  void malformedKeyVerifiesNothing(String parameter, String value) throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      server.serves(jwk(key).put(parameter, value).encode());

      assertEquals(UNKNOWN_KID, server.refusal(rs256(key)));
      assertRefusesUnsignedTokens();
      assertFalse(log.text().contains("Exception"), log.text());
      assertTrue(log.text().contains("the key set has 1 entries that are no keys"), log.text());
    }
  }

  @ParameterizedTest
  @CsvSource({"1024, false", "2047, false", "2048, true", "8192, true", "8193, false"})
  void boundsTheModulus(int bits, boolean usable) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);

    assertEquals(usable ? Jwk.Use.RS256 : Jwk.Use.MALFORMED, use(modulus));
    assertEquals(Jwk.Use.MALFORMED, use(modulus.clearBit(0)));
  }

  private static Jwk.Use use(BigInteger modulus) {
    return Jwk.of(Map.of("kty", "RSA", "n", Base64URL.encode(modulus).toString(), "e", "AQAB"))
        .use();
  }

  @ParameterizedTest
  @CsvSource({"alg", "use", "kid"})
  void oddOrEmptyParameterIsAsAbsent(String parameter) throws Exception {
    for (Object odd : new Object[] {7, true, "", new JsonArray(), new JsonObject()}) {
      server.serves(jwk(key).put(parameter, odd).encode());
      assertPasses(rs256(key));
    }
    server.serves(jwk(key).putNull(parameter).encode());
    assertPasses(rs256(key));
  }

  @ParameterizedTest
  @CsvSource({"99, true", "100, false"})
  void considersAHundredKeys(int before, boolean known) throws Exception {
    JsonObject others = jwk(another).put("kid", "k2");
    String[] keys = new String[before + 1];
    Arrays.fill(keys, others.encode());
    keys[before] = jwk(key).encode();
    server.serves(keys);

    if (known) {
      assertPasses(rs256(key));
    } else {
      assertEquals(UNKNOWN_KID, server.refusal(rs256(key)));
    }
  }

  /** The log guard fails this test if it blocks the event loop; one line is logged, no more. */
  @Test
  void readsTheFirstOfManyMalformedKeys() throws Exception {
    String[] keys = new String[20_000];
    Arrays.fill(keys, "{\"kty\":\"RSA\",\"n\":\"!!!\",\"e\":\"AQAB\"}");
    keys[0] = jwk(key).encode();
    server.serves(keys);

    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      assertPasses(rs256(key));
      assertEquals(1, log.text().lines().filter(line -> line.contains("entries that")).count());
    }
  }

  /** Each costs time, since neither the keys nor the token have a kid: each has its own turn. */
  @Test
  void triesAHundredExpensiveKeysWithoutBlocking() throws Exception {
    Random random = new Random(1);
    String[] keys = new String[600];
    for (int number = 0; number < keys.length; number++) {
      BigInteger modulus = new BigInteger(8_192, random).setBit(8_191).setBit(0);
      keys[number] =
          new JsonObject()
              .put("kty", "RSA")
              .put("n", Base64URL.encode(modulus).toString())
              .put("e", Base64URL.encode(BigInteger.valueOf(Integer.MAX_VALUE)).toString())
              .encode();
    }
    server.serves(keys);
    byte[] signature = new byte[1_024];
    signature[1_023] = 1;

    assertEquals(
        BY_NO_KEY,
        server.refusal(unsigned("{\"alg\":\"RS256\"}", Base64URL.encode(signature).toString())));
  }

  @Test
  void emptyKeySetVerifiesNothing() throws Exception {
    server.serves(new String[0]);

    assertEquals(UNKNOWN_KID, server.refusal(rs256(key)));
    assertRefusesUnsignedTokens();
  }

  @Test
  void ignoresUnreadableCertificateBesideTheKey() throws Exception {
    for (Object odd : new Object[] {"AAAA", 7, new JsonArray().add("AAAA"), new JsonObject()}) {
      server.serves(jwk(key).put("x5c", odd).encode());
      assertPasses(rs256(key));
    }
  }

  @Test
  void ignoresKeysForOtherPurposes() throws Exception {
    server.serves(
        jwk(another).put("use", "enc").encode(),
        IdTokens.ellipticCurveKey().toPublicJWK().toJSONString(),
        "{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}",
        jwk(key).encode());

    assertPasses(rs256(key));
    assertEquals(BY_NO_KEY, server.refusal(rs256(another)));
  }

  @ParameterizedTest
  @CsvSource({"use, enc", "alg, RS512", "alg, RSA-OAEP", "kty, EC", "kty, oct", "kid, k2"})
  void keyForAnythingElseVerifiesNothing(String parameter, String value) throws Exception {
    server.serves(jwk(key).put(parameter, value).encode());

    assertEquals(UNKNOWN_KID, server.refusal(rs256(key)));
  }

  @Test
  void triesBothKeysOfOneKid() throws Exception {
    server.serves(another, key);

    assertPasses(rs256(key));
    assertPasses(rs256(another));
  }

  @Test
  void triesAllKeysIfTheHeaderHasNoKid() throws Exception {
    server.serves(jwk(another).put("kid", "k2").encode(), jwk(key).encode());

    assertPasses(sign(new JWSHeader.Builder(JWSAlgorithm.RS256), new RSASSASigner(key), claims()));
  }

  @Test
  void triesKeyWithoutKidForAnyToken() throws Exception {
    JsonObject nameless = jwk(key);
    nameless.remove("kid");
    server.serves(nameless.encode());

    assertPasses(rs256(key));
  }

  private static JsonObject jwk(RSAKey key) {
    return new JsonObject(key.toPublicJWK().toJSONString());
  }

  private void assertPasses(String token) throws Exception {
    assertEquals("a-user", server.validate(token).await(20, TimeUnit.SECONDS).getString("sub"));
  }

  private void assertRefusesUnsignedTokens() {
    for (String header : new String[] {"{\"alg\":\"none\"}", "{\"alg\":\"RS256\"}"}) {
      server.refusal(unsigned(header, ""));
      server.refusal(unsigned(header, "AAAA"));
    }
  }
}
