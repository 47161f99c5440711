package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which PingOne answers ends as what it says. */
class AnswersTest {
  @RegisterExtension final Live live = new Live();

  @ParameterizedTest
  @CsvSource({
    "Login_Required, 403, flow_failed, login_required",
    "Server_Error, 503, unavailable, server_error",
    "DaVinci, 422, action_unsupported, acr_values"
  })
  void reportsWhatAnAnswerWithoutFlowSays(String policy, int code, String error, String reason) {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject failure =
        assertFails(live.signOn(alice().put("acr_values", policy)), code, error, "authorize");

    assertTrue(failure.getString("error_description").contains(reason), failure::encode);
  }

  @ParameterizedTest
  @CsvSource({"Nothing_To_Ask, pi.flow", "Nothing_To_Ask, query", "Bare_Resume, pi.flow"})
  void redeemsACodeThatComesWithoutFlow(String policy, String responseMode) {
    live.deploy(live.sandbox().verticleConfiguration().put("responseMode", responseMode));

    JsonObject tokens = await(live.signOn(alice().put("acr_values", policy)));

    assertEquals("tokens", tokens.getString("outcome"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pi.flow", "query"})
  void passesOverOddFields(String responseMode) {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE).setOddFields(true))
            .verticleConfiguration()
            .put("responseMode", responseMode));
    JsonObject required = await(live.signOnAlice());

    JsonObject failure =
        assertFails(
            live.continueFlow(required, FlowAction.checkOneTimePasscode("135790")),
            401,
            "invalid_credentials",
            "action");
    JsonObject tokens =
        await(live.continueFlow(failure, FlowAction.checkOneTimePasscode("246810")));

    assertEquals("alice", tokens.getString("username"));
    assertTrue(tokens.getJsonObject("claims").containsKey("sub"), "the ID token is validated");
    assertEquals(3600, tokens.getInteger("expires_in"));
  }

  @Test
  void reportsThatTheUserHasNoSecondFactor() {
    live.deploy(live.sandbox(options(Policy.NO_DEVICE)).verticleConfiguration());

    JsonObject failure = assertFails(live.signOnAlice(), 403, "access_denied", "credentials");

    assertTrue(failure.getString("error_description").contains("second factor"), failure::encode);
  }

  @Test
  void refreshTokenThatEndedWantsASignOn() {
    live.deploy(live.sandbox().verticleConfiguration());

    assertFails(
        live.ask("refresh", new JsonObject().put("refresh_token", "revoked")),
        401,
        "invalid_grant",
        "token");
  }
}
