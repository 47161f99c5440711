package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.oauth.IdTokens.claims;
import static dev.tokenflow.pingone.oauth.IdTokens.rs256;
import static dev.tokenflow.pingone.oauth.IdTokens.sign;
import static dev.tokenflow.pingone.oauth.IdTokens.unsigned;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
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
      "the ID token is not valid: the key set has no RS256 key with its kid k1";

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
        "{'kty':[],'kid':{}}",
        "{}",
        "null"
      })
  void malformedKeyDoesNotAffectTheGoodOne(String malformed) throws Exception {
    server.serves(malformed.replace('\'', '"'), jwk(key).encode());

    assertPasses(rs256(key));
    assertEquals(BY_NO_KEY, server.refusal(rs256(another)));
    assertRefusesUnsignedTokens();
  }

  @Test
  void malformedKeyVerifiesNothing() throws Exception {
    server.serves(jwk(key).put("n", "!!!").encode());

    assertEquals(BY_NO_KEY, server.refusal(rs256(key)));
    assertRefusesUnsignedTokens();
  }

  @Test
  void emptyKeySetVerifiesNothing() throws Exception {
    server.serves(new String[0]);

    assertEquals(UNKNOWN_KID, server.refusal(rs256(key)));
    assertRefusesUnsignedTokens();
  }

  @Test
  void ignoresUnreadableCertificateBesideTheKey() throws Exception {
    server.serves(jwk(key).put("x5c", new JsonArray().add("AAAA")).encode());

    assertPasses(rs256(key));
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
