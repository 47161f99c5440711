package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve --check} prints. */
class EffectiveConfigurationTest {
  private static final String ENVIRONMENT = "00000000-0000-0000-0000-00000000000A";
  private static final JsonObject USER =
      new JsonObject().put("username", "robot").put("password", "wonderland");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void hasDefaultsAndWhatIsGiven() {
    JsonObject effective =
        effective(application().put("retry.maxAttempts", 5).put("maxRate", 2).put("region", "EU"));

    assertEquals("c", effective.getString("clientId"));
    assertEquals(5, effective.getJsonObject("retry").getInteger("maxAttempts"));
    assertEquals(2, effective.getInteger("maxRate"));
    assertEquals("system", effective.getValue("proxy"));
    assertFalse(effective.containsKey("clientSecretFile"));
  }

  @Test
  void hasDefaultsThatComeFromOtherKeys() {
    JsonObject effective =
        effective(application().put("region", "EU").put("acquisitionTimeoutMs", 20_000));

    assertEquals(
        "https://auth.pingone.eu/00000000-0000-0000-0000-00000000000a",
        effective.getString("baseUrl"));
    assertEquals(20_000, effective.getInteger("drainTimeoutMs"));
    assertEquals("HS256", effective.getJsonObject("assertion").getString("algorithm"));
  }

  @ParameterizedTest
  @CsvSource({
    "client_secret_jwt, {}, HS256",
    "client_secret_basic, {},",
    "client_secret_post, {},",
    "none, {},",
    "client_secret_basic, '{\"requestObject\": true}', HS256",
    "client_secret_post, '{\"loginHintUser\": true}', HS256",
    "client_secret_basic, '{\"assertion\": {\"algorithm\": \"HS512\"}}', HS512"
  })
  void hasTheAlgorithmOnlyWhereItSigns(String method, String change, @Nullable String algorithm) {
    JsonObject given =
        application().put("clientAuthentication", method).mergeIn(new JsonObject(change));
    if (method.equals("none")) {
      given.put("loginHintUser", true).remove("clientSecret");
    }

    assertEquals(algorithm, effective(given).getJsonObject("assertion").getString("algorithm"));
  }

  @Test
  void hasUrlsAndIdsAsTheyAreUsed() {
    JsonObject given =
        application()
            .put("clientId", " c ")
            .put("redirectUri", " https://app.example.com/cb ")
            .put("baseUrl", " HTTPS://Auth.Example.com:443/ ");
    given.remove("environmentId");
    JsonObject effective = effective(given);

    assertEquals("c", effective.getString("clientId"));
    assertEquals("https://app.example.com/cb", effective.getString("redirectUri"));
    assertEquals("https://auth.example.com", effective.getString("baseUrl"));
  }

  @Test
  void isAConfigurationOfTheSameMeaning() {
    JsonObject effective = effective(application().put("region", "EU"));

    assertEquals(effective, effective(effective.copy().put("clientSecret", "s".repeat(40))));
  }

  @Test
  void showsNoSecret() {
    JsonObject effective =
        effective(
            application()
                .put("clientSecret", "wonderland-that-is-long-enough-for-HS256")
                .put("proxy", USER.copy().put("host", "proxy").put("port", 3128))
                .put("accounts", new JsonObject().put("jobs", USER)));

    assertFalse(effective.encode().contains("wonderland"), effective::encode);
    assertEquals(
        "robot", effective.getJsonObject("accounts").getJsonObject("jobs").getString("username"));
    assertEquals(3128, effective.getJsonObject("proxy").getInteger("port"));
  }

  private static JsonObject application() {
    return new JsonObject()
        .put("environmentId", ENVIRONMENT)
        .put("clientId", "c")
        .put("clientSecret", "s".repeat(40))
        .put("redirectUri", "https://app.example.com/cb");
  }

  private JsonObject effective(JsonObject given) {
    return EffectiveConfiguration.of(given, PingOneOptions.load(vertx, given).await());
  }
}
