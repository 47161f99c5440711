package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All faults of a configuration are reported at once: the key, what was found, what is expected.
 */
class ConfigurationFaultsTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @Test
  void sharedRateNeedsARate() throws Exception {
    assertEquals(
        List.of(
            "maxRate: missing, expected a number above 0 and at most 1000000, which maxRateScope"
                + " \"cluster\" divides among the instances"),
        LOADING.faults(minimal().put("maxRateScope", "cluster")));
  }

  @Test
  void reportsAllFaultsTogether() {
    JsonObject configuration =
        new JsonObject()
            .put("environmentId", 7)
            .put("region", "MOON")
            .put("clientSecretFile", "/absent/secret")
            .put("redirectUri", "callback")
            .put("assertion", new JsonObject().put("algorithm", "none"))
            .put("maxInFlight", "many")
            .put("http2", "yes")
            .put("trustedCertificates", "/absent/ca.pem")
            .put("retry", 3);

    assertEquals(
        Set.of(
            "environmentId: is 7, expected the environment's UUID",
            "region: is \"MOON\", expected one of NA, CA, EU, AU, SG, AP",
            "clientId: missing, expected the application's client id",
            "clientSecretFile: the file cannot be read",
            "redirectUri: is \"callback\","
                + " expected an absolute URI without a fragment, as registered",
            "assertion.algorithm: is \"none\", expected one of HS256, HS384, HS512, RS256, RS384,"
                + " RS512, ES256, ES384, ES512",
            "maxInFlight: is \"many\", expected a whole number from 1 to 1000000",
            "http2: is \"yes\", expected true or false",
            "trustedCertificates: the file /absent/ca.pem cannot be read",
            "retry: is 3, expected a JSON object"),
        Set.copyOf(LOADING.faults(configuration)));
  }

  @Test
  void rejectsKeyGivenNestedAndDotted() {
    assertEquals(
        List.of("retry.maxAttempts: is given twice, nested and with a dot, expected once"),
        LOADING.faults(
            minimal()
                .put("retry", new JsonObject().put("maxAttempts", 2))
                .put("retry.maxAttempts", 3)));
  }

  @Test
  void messageContainsEveryFault() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () -> LOADING.load(minimal().put("maxQueued", -1).put("publish", "everything")));

    assertTrue(refused.getMessage().contains("2 faults"), refused::getMessage);
    for (String fault : refused.faults()) {
      assertTrue(refused.getMessage().contains(fault), refused::getMessage);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "maxinflight, maxInFlight",
    "max_in_flight, maxInFlight",
    "scopes, scope",
    "clientSecet, clientSecret",
    "redirectURI, redirectUri",
    "assertion.algoritm, assertion.algorithm",
    "requestTimeout, requestTimeoutMs",
    "clientIdd, clientId",
    "client_id, clientId",
    "cleintId, clientId",
    "clientSecretfile, clientSecretFile",
    "environment, environmentId",
    "base-url, baseUrl",
    "http, http2",
    "maxAttempts, retry.maxAttempts",
    "audience, assertion.audience",
    "proxyHost, proxy.host",
    "proxy_password, proxy.password",
    "retry.maxAttempt, retry.maxAttempts"
  })
  void suggestsNearKeyForUnknownKey(String unknown, String nearest) {
    assertEquals(
        List.of(unknown + ": unknown key, did you mean " + nearest + "?"),
        LOADING.faults(minimal().put(unknown, "a value that is not shown")));
  }

  /** "maxi" is nearest to maxRate, but not near enough to be meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "firewall",
        "retries",
        "maxi",
        "authentication",
        "clientCertFile",
        "clientName",
        "secret",
        "url",
        "timeout",
        "timeoutMs",
        "key",
        "password",
        "username",
        "?"
      })
  void suggestsNothingForKeyWithoutNearOne(String unknown) {
    assertEquals(
        List.of(unknown + ": unknown key"),
        LOADING.faults(minimal().put(unknown, "a value that is not shown")));
  }

  @Test
  void suggestsGroupForUnknownGroup() {
    assertEquals(
        List.of("asertion: unknown key, did you mean assertion?"),
        LOADING.faults(minimal().put("asertion", new JsonObject().put("algorithm", "HS256"))));
  }

  @Test
  void ignoresSchemaKey() throws Exception {
    assertEquals(
        LOADING.load(minimal()), LOADING.load(minimal().put("$schema", "pingone.schema.json")));
  }

  @Test
  void rejectsValueThatIsNotJson() {
    assertEquals(
        List.of("http2: is something else, expected true or false"),
        LOADING.faults(minimal().put("http2", new Object())));
  }

  /** What stands in the wrong place may be an account's password. */
  @Test
  void doesNotShowWhatIsInsideObjectsAndArrays() {
    JsonObject account = new JsonObject().put("password", "s3cret");

    assertEquals(
        Set.of(
            "accounts: is an array, expected a JSON object of accounts by name",
            "scope: is a JSON object, expected scopes separated by single spaces"),
        Set.copyOf(
            LOADING.faults(
                minimal().put("accounts", new JsonArray().add(account)).put("scope", account))));
  }

  @Test
  void namesUnknownKeyOfInnerObjectWithDot() {
    JsonObject inner = new JsonObject().put("maxAttemps", 5);

    assertEquals(
        List.of("retry.maxAttemps: unknown key, did you mean retry.maxAttempts?"),
        LOADING.faults(minimal().put("retry", inner)));
  }

  @ParameterizedTest
  @CsvSource({
    "assertion.lifetimeSeconds, 1, 3600",
    "maxInFlight, 1, 1000000",
    "maxQueued, 0, 1000000",
    "connectTimeoutMs, 1, 3600000",
    "requestTimeoutMs, 1, 3600000",
    "acquisitionTimeoutMs, 1, 3600000",
    "drainTimeoutMs, 0, 3600000",
    "maxConnections, 1, 65535",
    "retry.maxAttempts, 1, 100",
    "idToken.leewaySeconds, 0, 600"
  })
  void acceptsWholeNumbersInRangeOnly(String key, int min, int max) throws Exception {
    LOADING.load(minimal().put(key, min));
    LOADING.load(minimal().put(key, (long) max));

    String expected = ", expected a whole number from " + min + " to " + max;
    for (Object wrong :
        List.of(min - 1, max + 1, Long.MAX_VALUE, min + 0.5, true, new JsonArray().add(min))) {
      assertEquals(
          List.of(key + ": is " + wrong + expected), LOADING.faults(minimal().put(key, wrong)));
    }
    assertEquals(
        List.of(key + ": is \"" + min + "\"" + expected),
        LOADING.faults(minimal().put(key, String.valueOf(min))));
  }

  @Test
  void acceptsRatesAboveZeroOnly() throws Exception {
    for (Object right : List.of(0.5, 1, 20, 1_000_000L)) {
      assertEquals(
          ((Number) right).doubleValue(), LOADING.load(minimal().put("maxRate", right)).maxRate());
    }
    assertNull(LOADING.load(minimal()).maxRate());

    for (Object wrong : List.of(0, -1, 0.0, 1_000_001, true, Double.NaN)) {
      assertEquals(
          List.of("maxRate: is " + wrong + ", expected a number above 0 and at most 1000000"),
          LOADING.faults(minimal().put("maxRate", wrong)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http2", "idToken.validate"})
  void acceptsTrueAndFalseOnly(String key) {
    assertEquals(
        List.of(key + ": is 1, expected true or false"), LOADING.faults(minimal().put(key, 1)));
    assertEquals(
        List.of(key + ": is \"false\", expected true or false"),
        LOADING.faults(minimal().put(key, "false")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "responseMode; form_post; pi.flow, query",
        "assertion.algorithm; hs256; HS256, HS384, HS512, RS256, RS384, RS512, ES256, ES384, ES512",
        "clientAuthentication; CLIENT_SECRET_JWT; client_secret_jwt, private_key_jwt,"
            + " client_secret_basic, client_secret_post, none",
        "assertion.audience; token; endpoint, issuer",
        "publish; TOKENS; tokens, all, metadata, off"
      })
  void acceptsNamedChoicesOnly(String key, String value, String names) {
    assertEquals(
        List.of(key + ": is \"" + value + "\", expected one of " + names),
        LOADING.faults(minimal().put(key, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openid  profile",
        "openid\tprofile",
        "openid\n\nprofile",
        "a\tb",
        "say\"so",
        "bäh",
        "a\\b"
      })
  void rejectsMalformedScope(String scope) {
    assertEquals(
        List.of("scope: is \"" + scope + "\", expected scopes separated by single spaces"),
        LOADING.faults(minimal().put("scope", scope)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/callback",
        "callback",
        "//app.example.com/callback",
        "https://app.example.com/callback#here",
        "https://app.example.com/callback#",
        "https://app.example.com/call back",
        "https://app.example.com/\ud83d"
      })
  void rejectsRedirectUriThatIsRelativeOrHasFragment(String uri) {
    assertEquals(
        List.of(
            "redirectUri: is \""
                + uri
                + "\", expected an absolute URI without a fragment, as registered"),
        LOADING.faults(minimal().put("redirectUri", uri)));
  }

  /** A character that cannot be seen is pasted easily, and hard to find at PingOne's answer. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "the\u00ADclient", "\uFEFFthe-client", "the\nclient"})
  void rejectsClientIdThatIsNotPrintableAscii(String id) {
    assertEquals(
        List.of("clientId: is \"" + id + "\", expected the application's client id"),
        LOADING.faults(minimal().put("clientId", id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ping one", "pingone\n"})
  void rejectsAddressWithWhiteSpace(String address) {
    assertEquals(
        List.of("address: is \"" + address + "\", expected an event bus address prefix"),
        LOADING.faults(minimal().put("address", address)));
  }
}
