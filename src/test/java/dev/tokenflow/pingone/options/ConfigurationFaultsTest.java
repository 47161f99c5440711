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

/** What is wrong with a configuration is told at once, with key, what came and what is expected. */
class ConfigurationFaultsTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @Test
  void allFaultsAreToldTogether() {
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
            "environmentId: came 7, expected the environment's UUID",
            "region: came \"MOON\", expected one of NA, CA, EU, AU, SG, AP",
            "clientId: missing, expected the application's client id",
            "clientSecretFile: the file cannot be read",
            "redirectUri: came \"callback\","
                + " expected an absolute URI without a fragment, as registered",
            "assertion.algorithm: came \"none\", expected one of HS256, HS384, HS512",
            "maxInFlight: came \"many\", expected a whole number from 1 to 1000000",
            "http2: came \"yes\", expected true or false",
            "trustedCertificates: the file /absent/ca.pem cannot be read",
            "retry: came 3, expected a JSON object"),
        Set.copyOf(LOADING.faults(configuration)));
  }

  @Test
  void keyThatComesNestedAndDottedIsAFault() {
    assertEquals(
        List.of(
            "retry.maxAttempts: came twice, in an inner object and with a dot, expected it once"),
        LOADING.faults(
            minimal()
                .put("retry", new JsonObject().put("maxAttempts", 2))
                .put("retry.maxAttempts", 3)));
  }

  @Test
  void messageHoldsEveryFault() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () -> LOADING.load(minimal().put("maxQueued", -1).put("publish", "all")));

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
    "requestTimeout, requestTimeoutMs"
  })
  void unknownKeySuggestsTheNearestOne(String unknown, String nearest) {
    assertEquals(
        List.of(unknown + ": unknown key, did you mean " + nearest + "?"),
        LOADING.faults(minimal().put(unknown, "a value that is not shown")));
  }

  @Test
  void unknownKeyOfAnInnerObjectIsNamedWithADot() {
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
    "maxConnections, 1, 65535",
    "retry.maxAttempts, 1, 100",
    "idToken.leewaySeconds, 0, 600"
  })
  void numberIsWholeAndWithinItsRange(String key, int min, int max) throws Exception {
    LOADING.load(minimal().put(key, min));
    LOADING.load(minimal().put(key, (long) max));

    String expected = ", expected a whole number from " + min + " to " + max;
    for (Object wrong :
        List.of(min - 1, max + 1, Long.MAX_VALUE, min + 0.5, true, new JsonArray().add(min))) {
      assertEquals(
          List.of(key + ": came " + wrong + expected), LOADING.faults(minimal().put(key, wrong)));
    }
    assertEquals(
        List.of(key + ": came \"" + min + "\"" + expected),
        LOADING.faults(minimal().put(key, String.valueOf(min))));
  }

  @Test
  void rateIsANumberAboveZero() throws Exception {
    for (Object right : List.of(0.5, 1, 20, 1_000_000L)) {
      assertEquals(
          ((Number) right).doubleValue(), LOADING.load(minimal().put("maxRate", right)).maxRate());
    }
    assertNull(LOADING.load(minimal()).maxRate());

    for (Object wrong : List.of(0, -1, 0.0, 1_000_001, true, Double.NaN)) {
      assertEquals(
          List.of(
              "maxRate: came "
                  + wrong
                  + ", expected a number of acquisitions a second above 0, 1000000 at most"),
          LOADING.faults(minimal().put("maxRate", wrong)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http2", "idToken.validate"})
  void flagIsTrueOrFalse(String key) {
    assertEquals(
        List.of(key + ": came 1, expected true or false"), LOADING.faults(minimal().put(key, 1)));
    assertEquals(
        List.of(key + ": came \"false\", expected true or false"),
        LOADING.faults(minimal().put(key, "false")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "responseMode; form_post; pi.flow, query",
        "assertion.algorithm; hs256; HS256, HS384, HS512",
        "assertion.audience; token; endpoint, issuer",
        "publish; TOKENS; tokens, metadata, off"
      })
  void choiceIsOneOfItsNames(String key, String came, String names) {
    assertEquals(
        List.of(key + ": came \"" + came + "\", expected one of " + names),
        LOADING.faults(minimal().put(key, came)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "openid  profile",
        " openid",
        "openid ",
        "a\tb",
        "say\"so",
        "bäh",
        "a\\b"
      })
  void scopeThatIsNoScopeIsRefused(String scope) {
    assertEquals(
        List.of("scope: came \"" + scope + "\", expected scopes separated by single spaces"),
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
        "https://app.example.com/call back"
      })
  void redirectUriThatIsNotAbsoluteOrHasAFragmentIsRefused(String uri) {
    assertEquals(
        List.of(
            "redirectUri: came \""
                + uri
                + "\", expected an absolute URI without a fragment, as registered"),
        LOADING.faults(minimal().put("redirectUri", uri)));
  }

  @Test
  void blankClientIdIsRefused() {
    assertEquals(
        List.of("clientId: came \" \", expected the application's client id"),
        LOADING.faults(minimal().put("clientId", " ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ping one", "pingone\n"})
  void addressWithWhiteSpaceIsRefused(String address) {
    assertEquals(
        List.of("address: came \"" + address + "\", expected an event bus address prefix"),
        LOADING.faults(minimal().put("address", address)));
  }
}
