package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What {@code serve --check} prints. */
class EffectiveConfigurationTest {
  private static final JsonObject USER =
      new JsonObject().put("username", "robot").put("password", "wonderland");

  @Test
  void hasDefaultsAndWhatIsGiven() {
    JsonObject effective =
        EffectiveConfiguration.of(
            new JsonObject().put("clientId", "c").put("retry.maxAttempts", 5).put("maxRate", 2),
            Algorithm.ES384);

    assertEquals("c", effective.getString("clientId"));
    assertEquals(5, effective.getJsonObject("retry").getInteger("maxAttempts"));
    assertEquals(2, effective.getInteger("maxRate"));
    assertEquals("ES384", effective.getJsonObject("assertion").getString("algorithm"));
    assertEquals("system", effective.getValue("proxy"));
    assertFalse(effective.containsKey("environmentId"));
  }

  @Test
  void showsNoSecret() {
    JsonObject effective =
        EffectiveConfiguration.of(
            new JsonObject()
                .put("clientSecret", "wonderland")
                .put("privateKeyFile", "-----BEGIN PRIVATE KEY-----wonderland")
                .put("proxy", USER.copy().put("host", "proxy").put("port", 3128))
                .put("accounts", new JsonObject().put("jobs", USER)),
            Algorithm.HS256);

    assertFalse(effective.encode().contains("wonderland"), effective::encode);
    assertEquals(
        "robot", effective.getJsonObject("accounts").getJsonObject("jobs").getString("username"));
    assertEquals(3128, effective.getJsonObject("proxy").getInteger("port"));
  }
}
