package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import dev.tokenflow.pingone.options.AssertionOptions.Audience;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of a valid configuration. */
class PingOneOptionsTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @Test
  void minimalConfigurationHasDefaultsOfContract() throws Exception {
    PingOneOptions expected =
        new PingOneOptions(
            Endpoints.of("https://auth.pingone.com/" + Loading.ENVIRONMENT),
            "the-client",
            ClientAuthenticationMethod.CLIENT_SECRET_JWT,
            new ClientSecret(Loading.SECRET),
            null,
            "https://app.example.com/callback",
            "openid",
            ResponseMode.PI_FLOW,
            false,
            false,
            false,
            new AssertionOptions(Algorithm.HS256, Duration.ofSeconds(60), Audience.ENDPOINT),
            new IdTokenOptions(true, Duration.ofSeconds(30)),
            "pingone",
            Publish.TOKENS,
            1000,
            10_000,
            10_000,
            null,
            RateScope.INSTANCE,
            true,
            0,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 256, true, 3),
            null,
            null,
            List.of());

    assertEquals(expected, LOADING.load(minimal()));
  }

  @Test
  void everyKeyReachesItsOption() throws Exception {
    JsonObject configuration =
        minimal()
            .put("scope", "openid profile")
            .put("responseMode", "query")
            .put("pushedAuthorization", true)
            .put("requestObject", true)
            .put("loginHintUser", true)
            .put(
                "assertion",
                new JsonObject()
                    .put("algorithm", "HS512")
                    .put("lifetimeSeconds", 90)
                    .put("audience", "issuer"))
            .put("address", "tokens.eu")
            .put("publish", "metadata")
            .put("maxInFlight", 11)
            .put("maxQueued", 12)
            .put("maxPendingFlows", 19)
            .put("maxRate", 2.5)
            .put("maxRateScope", "cluster")
            .put("warmUp", false)
            .put("prefetchFlows", 20)
            .put("connectTimeoutMs", 13)
            .put("requestTimeoutMs", 14)
            .put("acquisitionTimeoutMs", 15)
            .put("drainTimeoutMs", 0)
            .put("maxConnections", 16)
            .put("http2", false)
            .put("retry", new JsonObject().put("maxAttempts", 17))
            .put("idToken", new JsonObject().put("validate", false).put("leewaySeconds", 18));

    PingOneOptions expected =
        new PingOneOptions(
            Endpoints.of("https://auth.pingone.com/" + Loading.ENVIRONMENT),
            "the-client",
            ClientAuthenticationMethod.CLIENT_SECRET_JWT,
            new ClientSecret(Loading.SECRET),
            null,
            "https://app.example.com/callback",
            "openid profile",
            ResponseMode.QUERY,
            true,
            true,
            true,
            new AssertionOptions(Algorithm.HS512, Duration.ofSeconds(90), Audience.ISSUER),
            new IdTokenOptions(false, Duration.ofSeconds(18)),
            "tokens.eu",
            Publish.METADATA,
            11,
            12,
            19,
            2.5,
            RateScope.CLUSTER,
            false,
            20,
            Duration.ofMillis(15),
            Duration.ZERO,
            new HttpLimits(Duration.ofMillis(13), Duration.ofMillis(14), 16, false, 17),
            null,
            null,
            List.of());
    assertEquals(expected, LOADING.load(configuration));
  }

  @ParameterizedTest
  @EnumSource(names = "HS.*", mode = EnumSource.Mode.MATCH_ALL)
  void acceptsNestedAlgorithm(Algorithm algorithm) throws Exception {
    JsonObject nested = new JsonObject().put("algorithm", algorithm.name());

    PingOneOptions options = LOADING.load(minimal().put("assertion", nested));

    assertEquals(algorithm, options.assertion().algorithm());
  }

  @ParameterizedTest
  @EnumSource(names = "HS.*", mode = EnumSource.Mode.MATCH_ALL)
  void acceptsDottedAlgorithm(Algorithm algorithm) throws Exception {
    PingOneOptions options = LOADING.load(minimal().put("assertion.algorithm", algorithm.name()));

    assertEquals(algorithm, options.assertion().algorithm());
  }

  @ParameterizedTest
  @CsvSource({"tokens, TOKENS", "metadata, METADATA", "off, OFF"})
  void readsPublishByNamesOfContract(String name, Publish expected) throws Exception {
    assertEquals(expected, LOADING.load(minimal().put("publish", name)).publish());
  }

  @Test
  void treatsNullAsAbsent() throws Exception {
    JsonObject configuration = minimal().putNull("maxInFlight").putNull("scope").putNull("retry");

    assertEquals(LOADING.load(minimal()), LOADING.load(configuration));
  }

  @Test
  void treatsEmptyStringAsAbsent() throws Exception {
    JsonObject configuration =
        minimal()
            .put("baseUrl", "")
            .put("scope", " ")
            .put("clientSecretFile", "")
            .put("clientSecretEnv", "")
            .put("trustedCertificates", "");

    assertEquals(LOADING.load(minimal()), LOADING.load(configuration));
    assertEquals(
        Endpoints.of("https://auth.example.com"),
        LOADING
            .load(minimal().put("environmentId", "").put("baseUrl", "https://auth.example.com"))
            .endpoints());
  }

  /** The default of such a key is not what its absence of a value says: it stays a fault. */
  @ParameterizedTest
  @ValueSource(strings = {"region", "publish", "address", "maxRate", "http2"})
  void doesNotTakeDefaultForEmptyStringWhereThatWouldBeAGuess(String key) {
    assertEquals(1, LOADING.faults(minimal().put(key, "")).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s ", "\t%s\r\n", "\u2003%s\u2003"})
  void takesIdsUrlsAndScopesWithoutSurroundingBlanks(String format) throws Exception {
    JsonObject configuration = minimal();
    for (String key : List.of("environmentId", "clientId", "redirectUri")) {
      configuration.put(key, format.formatted(configuration.getString(key)));
    }

    assertEquals(
        LOADING.load(minimal().put("scope", "openid profile")),
        LOADING.load(configuration.put("scope", format.formatted("openid profile"))));
  }

  @Test
  void acceptsEmptyAccounts() throws Exception {
    JsonObject configuration = minimal().put("accounts", new JsonObject());

    assertEquals(LOADING.load(minimal()), LOADING.load(configuration));
  }

  /** It is compared byte by byte with the registered one, so only blanks around it go. */
  @Test
  void keepsSpellingOfRedirectUri() throws Exception {
    String uri = "HTTPS://App.example.com:443/Callback/";

    assertEquals(uri, LOADING.load(minimal().put("redirectUri", uri + "\n")).redirectUri());
  }

  @Test
  void publicLoadReadsProcessEnvironment() throws Exception {
    JsonObject configuration = Loading.withoutSecret().put("clientSecretEnv", "PATH");

    PingOneOptions options =
        PingOneOptions.load(LOADING.vertx(), configuration).await(20, TimeUnit.SECONDS);

    assertEquals(System.getenv("PATH").strip(), options.clientSecret().value());
  }

  @Test
  void publicLoadFailsFutureInsteadOfThrowing() {
    var loading = PingOneOptions.load(LOADING.vertx(), new JsonObject());

    assertThrows(ConfigurationException.class, () -> loading.await(20, TimeUnit.SECONDS));
  }

  @Test
  void masksSecretInToString() throws Exception {
    String text = LOADING.load(minimal()).toString();

    assertFalse(text.contains(Loading.SECRET), text);
    assertTrue(text.contains("the-client"), text);
  }
}
