package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures reported by PingOne are returned with the contract's codes. */
class SignOnFailuresTest {
  @RegisterExtension final Live live = new Live();

  @Test
  void reportsAWrongPassword() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.signOn(alice().put("password", "looking-glass")),
            401,
            "invalid_credentials",
            "credentials");

    assertFalse(failure.getBoolean("retryable"));
    assertEquals(400, failure.getInteger("http_status"));
    assertNotNull(failure.getString("pingone_id"));
    assertNotNull(failure.getString("correlation_id"));
  }

  @Test
  void reportsAnUnknownUserLikeAWrongPassword() {
    live.deploy(live.sandbox().verticleConfiguration());

    assertFails(
        live.signOn(alice().put("username", "bob")), 401, "invalid_credentials", "credentials");
  }

  @Test
  void fiveWrongPasswordsLockTheAccount() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject wrong = alice().put("password", "looking-glass");
    for (int time = 1; time <= 4; time++) {
      assertFails(live.signOn(wrong), 401, "invalid_credentials", "credentials");
    }

    assertFails(live.signOn(wrong), 403, "account_locked", "credentials");
    JsonObject failure = assertFails(live.signOnAlice(), 403, "account_locked", "credentials");

    int seconds = failure.getInteger("retry_after");
    assertTrue(seconds > 0 && seconds <= 60, failure::encode);
  }

  @ParameterizedTest
  @CsvSource({
    "DISABLED, 403, account_disabled",
    "FAILS, 403, flow_failed",
    "EXTERNAL_IDENTITY_PROVIDER, 422, action_unsupported"
  })
  void reportsWhyAUserCannotSignOn(Policy policy, int code, String error) {
    live.deploy(live.sandbox(options(policy)).verticleConfiguration());

    assertFails(live.signOnAlice(), code, error, "credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "clientId, somebody-else, invalid_client, authorize",
    "redirectUri, https://evil.example.com/callback, configuration, authorize",
    "scope, openid admin:everything, invalid_scope, authorize",
    "clientSecret, another-secret-that-is-long-enough-for-HS256, invalid_client, token"
  })
  void reportsAMisconfiguredApplication(String key, String value, String error, String step) {
    live.deploy(live.sandbox().verticleConfiguration().put(key, value));

    assertFails(live.signOnAlice(), 500, error, step);
  }

  @Test
  void blamesTheCallerForAPromptThatPingOneRefuses() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.signOn(alice().put("prompt", "reboot")), 400, "invalid_request", "authorize");

    assertTrue(failure.getString("error_description").contains("prompt"), failure::encode);
  }

  @Test
  void reportsAnUnregisteredAssertionAlgorithm() {
    live.deploy(
        live.sandbox()
            .verticleConfiguration()
            .put("assertion", new JsonObject().put("algorithm", "HS512")));

    assertFails(live.signOnAlice(), 500, "invalid_client", "token");
  }

  @Test
  void reportsAnUnknownEnvironment() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(configuration.put("baseUrl", configuration.getString("baseUrl") + "0"));

    assertFails(live.signOnAlice(), 500, "configuration", "authorize");
  }

  static Stream<Arguments> malformedRequests() {
    return Stream.of(
        Arguments.of(null, "expected a JSON object"),
        Arguments.of("alice", "expected a JSON object"),
        Arguments.of(new JsonArray(), "expected a JSON object"),
        Arguments.of(new JsonObject(), "username is missing"),
        Arguments.of(new JsonObject().put("username", "alice"), "password is missing"),
        Arguments.of(alice().put("password", ""), "password is blank"),
        Arguments.of(alice().put("password", "wonder\uD83Dland"), "password contains half a"),
        Arguments.of(alice().put("username", "a".repeat(257)), "username is too long"),
        Arguments.of(alice().put("acr_values", "a\nb"), "acr_values has characters"),
        Arguments.of(alice().put("password", 5), "password is not a string"),
        Arguments.of(alice().put("scope", new JsonArray()), "scope is not a string"),
        Arguments.of(
            alice().put("correlation_id", "a\nb"), "correlation_id is too long or contains"));
  }

  @ParameterizedTest
  @MethodSource("malformedRequests")
  void failureForAMalformedRequestNamesTheField(Object request, String expected) {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.vertx().eventBus().request("pingone.sign-on", request),
            400,
            "invalid_request",
            "request");

    assertTrue(failure.getString("error_description").contains(expected), failure::encode);
    assertNotNull(failure.getString("correlation_id"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }
}
