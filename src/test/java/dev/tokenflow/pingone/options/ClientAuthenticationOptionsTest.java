package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Method, secret, key and algorithm have to agree. */
class ClientAuthenticationOptionsTest {
  private static final String EXPECTED_SECRET =
      ", expected one of clientSecret, clientSecretFile, clientSecretEnv as well";

  @RegisterExtension static final Loading LOADING = new Loading();

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs1, , RS256, RS256",
    "rsa-pkcs8, RS512, RS512, RS512",
    "ec-p256-sec1, , ES256, HS256",
    "ec-p384-sec1, , ES384, HS256",
    "ec-p521-pkcs8, ES512, ES512, HS256"
  })
  void privateKeySelectsTheSmallestAlgorithm(
      String file, String stated, Algorithm algorithm, Algorithm ofRequestObjects)
      throws Exception {
    PingOneOptions options = LOADING.load(withKey(file).put("assertion.algorithm", stated));

    assertEquals(ClientAuthenticationMethod.PRIVATE_KEY_JWT, options.clientAuthentication());
    assertEquals("key-1", options.clientKey().id());
    assertNull(options.clientSecret());
    assertEquals(algorithm, options.assertion().algorithm());
    assertEquals(ofRequestObjects, options.assertion().requestObjectAlgorithm());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rsa-pkcs8; ES256; holds an RSA key of 2048 bits, expected one of RS256, RS384, RS512",
        "ec-p384-sec1; RS256; holds an EC key on P-384, expected ES384",
        "ec-p256-sec1; ES384; holds an EC key on P-256, expected ES256"
      })
  void rejectsAlgorithmThatDoesNotFitTheKey(String file, String algorithm, String fault) {
    assertEquals(
        List.of("assertion.algorithm: is \"" + algorithm + "\", but privateKeyFile " + fault),
        LOADING.faults(withKey(file).put("assertion.algorithm", algorithm)));
  }

  @Test
  void rejectsAlgorithmOfAnotherMethod() {
    assertEquals(
        List.of(
            "assertion.algorithm: is \"HS256\", but clientAuthentication is \"private_key_jwt\","
                + " expected one of RS256, RS384, RS512, ES256, ES384, ES512"),
        LOADING.faults(withKey("rsa-pkcs8").put("assertion.algorithm", "HS256")));
    assertEquals(
        List.of(
            "assertion.algorithm: is \"ES256\", but clientAuthentication is"
                + " \"client_secret_basic\", expected one of HS256, HS384, HS512"),
        LOADING.faults(
            Loading.minimal()
                .put("clientAuthentication", "client_secret_basic")
                .put("assertion.algorithm", "ES256")));
  }

  @Test
  void namesAllFaultsOfAPrivateKeyAtOnce() {
    assertEquals(
        Set.of(
            "privateKeyFile: the file holds an RSA key of 1024 bits, expected 2048 to 8192",
            "keyId: missing, expected the key's kid, as registered, which clientAuthentication"
                + " \"private_key_jwt\" needs",
            "maxInFlight: is 0, expected a whole number from 1 to 1000000"),
        Set.copyOf(LOADING.faults(withKey("rsa-1024").putNull("keyId").put("maxInFlight", 0))));
    assertEquals(
        List.of("privateKeyFile: is an empty string, expected the path of a PEM file"),
        LOADING.faults(withKey("rsa-1024").put("privateKeyFile", "")));
  }

  @Test
  void rejectsKeyFileThatIsLargerThanAKey(@TempDir Path folder) throws Exception {
    String key = Files.readString(KeyFiles.path("ec-p256-pkcs8"));
    Path file = Files.writeString(folder.resolve("key.pem"), key + "\n".repeat(64 * 1024));

    assertEquals(
        List.of("privateKeyFile: the file is larger than 64 KiB"),
        LOADING.faults(withKey("rsa-pkcs8").put("privateKeyFile", file.toString())));
  }

  @Test
  void showsNoPrivateKeyInThePlaceOfItsId() throws Exception {
    String pem = Files.readString(KeyFiles.path("ec-p256-pkcs8"));

    assertEquals(
        List.of("keyId: is the text of a PEM file, expected the key's kid, as registered"),
        LOADING.faults(withKey("rsa-pkcs8").put("keyId", pem)));
  }

  /** People put the key itself where its path belongs. */
  @Test
  void showsNoPrivateKeyInThePlaceOfItsPath() throws Exception {
    String pem = Files.readString(KeyFiles.path("ec-p256-pkcs8"));

    List<String> faults = LOADING.faults(withKey("rsa-pkcs8").put("privateKeyFile", pem));

    assertEquals(List.of("privateKeyFile: the file cannot be read"), faults);
  }

  @ParameterizedTest
  @CsvSource({"client_secret_jwt", "client_secret_basic", "client_secret_post", "none"})
  void rejectsPrivateKeyThatTheMethodDoesNotUse(String method) {
    String rest =
        ": is given, but clientAuthentication is \""
            + method
            + "\", which uses no private key, expected none, or clientAuthentication"
            + " \"private_key_jwt\"";

    assertEquals(
        List.of("privateKeyFile" + rest, "keyId" + rest),
        LOADING.faults(
            withKey("rsa-pkcs8")
                .put("clientAuthentication", method)
                .put("clientSecret", Loading.SECRET)));
  }

  @ParameterizedTest
  @CsvSource({"client_secret_jwt", "client_secret_basic", "client_secret_post"})
  void requiresSecretThatTheMethodNeeds(String method) {
    assertEquals(
        List.of(
            "clientSecret: missing, expected clientSecret, clientSecretFile or clientSecretEnv"),
        LOADING.faults(Loading.withoutSecret().put("clientAuthentication", method)));
  }

  @Test
  void acceptsSecretBesideEveryMethodAndChecksIt() throws Exception {
    JsonObject publicClient = Loading.withoutSecret().put("clientAuthentication", "none");

    assertNull(LOADING.load(publicClient).clientSecret());
    assertEquals(
        new ClientSecret(Loading.SECRET),
        LOADING.load(publicClient.copy().put("clientSecret", Loading.SECRET)).clientSecret());
    assertEquals(
        List.of("clientSecretFile: the file cannot be read"),
        LOADING.faults(publicClient.copy().put("clientSecretFile", "/absent/secret")));
    assertEquals(
        List.of("clientSecretFile: the file cannot be read"),
        LOADING.faults(withKey("ec-p256-sec1").put("clientSecretFile", "/absent/secret")));
  }

  @Test
  void requestObjectNeedsWhatPingOneTakesForIt() throws Exception {
    JsonObject elliptic = withKey("ec-p256-sec1").put("requestObject", true);

    assertEquals(
        List.of(
            "requestObject: is true, but nothing can sign request objects with"
                + " clientAuthentication \"private_key_jwt\" and an EC key"
                + EXPECTED_SECRET
                + ", or an RSA key"),
        LOADING.faults(elliptic));
    assertEquals(
        List.of(
            "requestObject: is true, but nothing can sign request objects with"
                + " clientAuthentication \"none\""
                + EXPECTED_SECRET),
        LOADING.faults(
            Loading.withoutSecret()
                .put("clientAuthentication", "none")
                .put("requestObject", true)));
    assertTrue(LOADING.load(elliptic.put("clientSecret", Loading.SECRET)).requestObject());
    assertTrue(LOADING.load(withKey("rsa-pkcs8").put("requestObject", true)).requestObject());
  }

  @Test
  void publicClientHasNoTokensOfItsOwn() {
    assertEquals(
        List.of(
            "accounts.jobs.grant: needs a client that authenticates, but clientAuthentication is"
                + " \"none\""),
        LOADING.faults(
            Loading.withoutSecret()
                .put("clientAuthentication", "none")
                .put(
                    "accounts",
                    new JsonObject()
                        .put("jobs", new JsonObject().put("grant", "client_credentials")))));
  }

  /** What needs the right method to be judged is left alone. */
  @Test
  void wrongMethodIsTheOnlyFault() {
    assertEquals(
        1, LOADING.faults(withKey("rsa-pkcs8").put("clientAuthentication", "mtls")).size());
    assertEquals(
        1, LOADING.faults(Loading.withoutSecret().put("clientAuthentication", "mtls")).size());
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret_jwt, false, true",
    "client_secret_basic, false, false",
    "client_secret_post, true, true"
  })
  void warnsOfShortSecretThatSigns(String method, boolean requestObject, boolean warns)
      throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      LOADING.load(
          Loading.minimal()
              .put("clientSecret", "short")
              .put("clientAuthentication", method)
              .put("requestObject", requestObject));

      assertEquals(warns, log.text().contains("shorter than RFC 7518"), log::text);
    }
  }

  /** Each use counts, whatever signs the assertions. */
  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs8, requestObject,",
    "rsa-pkcs8, loginHintUser, HS256: 32",
    "ec-p256-sec1, requestObject, HS256: 32",
    "ec-p256-sec1, loginHintUser, HS256: 32"
  })
  void warnsOfShortSecretThatSignsBesideAKey(String file, String key, String warning)
      throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      LOADING.load(withKey(file).put("clientSecret", "short").put(key, true));

      String expected = warning == null ? "" : "section 3.2 requires for " + warning + " octets";
      assertTrue(log.text().contains(expected), log::text);
      assertEquals(warning != null, log.text().contains("shorter"), log::text);
    }
  }

  @ParameterizedTest
  @CsvSource({"client_secret_jwt, HS512", "client_secret_basic, HS384", "none, HS512"})
  void warnsOfSecretThatIsShortForTheAlgorithmOfLoginHints(String method, String algorithm)
      throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      LOADING.load(
          Loading.minimal()
              .put("clientAuthentication", method)
              .put("assertion.algorithm", algorithm)
              .put("loginHintUser", true));

      assertEquals(1, log.text().split("shorter than", -1).length - 1, log::text);
      assertTrue(log.text().contains("requires for " + algorithm), log::text);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false, true", "true, true, false", "false, false, false"})
  void warnsWhereNothingSignsLoginHints(boolean allowed, boolean secret, boolean warns)
      throws Exception {
    JsonObject configuration = withKey("rsa-pkcs8").put("loginHintUser", allowed);
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      LOADING.load(secret ? configuration.put("clientSecret", Loading.SECRET) : configuration);

      assertEquals(warns, log.text().contains("loginHintUser is true, but"), log::text);
    }
  }

  @Test
  void showsNoKeyAsText() throws Exception {
    PingOneOptions options = LOADING.load(withKey("rsa-pkcs8"));

    assertEquals("ClientKey[key-1, ***]", options.clientKey().toString());
    assertFalse(options.toString().contains("modulus"), options::toString);
  }

  private static JsonObject withKey(String file) {
    return Loading.withoutSecret()
        .put("clientAuthentication", "private_key_jwt")
        .put("privateKeyFile", KeyFiles.path(file).toString())
        .put("keyId", " key-1 ");
  }
}
