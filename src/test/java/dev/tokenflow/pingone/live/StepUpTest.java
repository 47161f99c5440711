package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a caller wants the user to be authenticated, and that it is checked. */
class StepUpTest {
  @RegisterExtension final Live live = new Live();

  @Test
  void claimsSayHowTheUserWasAuthenticated() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required =
        await(
            live.signOn(
                alice()
                    .put("acr_values", "Gold Identifier_First")
                    .put("require_acr", true)
                    .put("max_age", 60)
                    .put("prompt", "login")));

    JsonObject claims =
        await(live.continueFlow(required, FlowAction.checkOneTimePasscode("246810")))
            .getJsonObject("claims");

    assertEquals("Identifier_First", claims.getString("acr"));
    assertEquals(JsonArray.of("pwd", "otp"), claims.getJsonArray("amr"));
    assertNotNull(claims.getLong("auth_time"));
  }

  /** An open flow cannot keep them both: PingOne's answer says what was granted. */
  @Test
  void takesLongLists() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    String scope = "openid " + "profile ".repeat(511).strip();
    JsonObject required =
        await(
            live.signOn(
                alice()
                    .put("scope", scope)
                    .put("acr_values", "Identifier_First " + "Gold ".repeat(800).strip())
                    .put("require_acr", true)));

    JsonObject tokens =
        await(live.continueFlow(required, FlowAction.checkOneTimePasscode("246810")));

    assertEquals("Identifier_First", tokens.getJsonObject("claims").getString("acr"));
    assertEquals(scope, tokens.getString("scope"));
  }

  /** A policy that PingOne does not know is replaced by the default one. */
  @Test
  void deniesAnotherPolicyThanTheRequiredOne() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject gold = alice().put("acr_values", "Gold");

    assertEquals(
        "Single_Factor", await(live.signOn(gold)).getJsonObject("claims").getString("acr"));
    JsonObject denied =
        assertFails(
            live.signOn(gold.copy().put("require_acr", true)), 403, "access_denied", "id_token");
    assertTrue(
        denied.getString("error_description").contains("acr is \"Single_Factor\""), denied::encode);
  }

  /** The session of the user began an hour ago. */
  @Test
  void refusesAnAuthenticationThatIsTooOld() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject session = JsonObject.of("acr_values", "Nothing_To_Ask");

    assertEquals(
        "tokens", await(live.ask("authorize", session.put("max_age", 7200))).getString("outcome"));
    assertFails(
        live.ask("authorize", session.put("max_age", 60)), 502, "invalid_id_token", "id_token");
    assertEquals(
        "USERNAME_PASSWORD_REQUIRED",
        await(live.ask("authorize", session.put("prompt", "login"))).getString("status"));
    assertFails(
        live.ask("authorize", JsonObject.of("prompt", "none")), 403, "flow_failed", "authorize");
  }

  @ParameterizedTest
  @CsvSource({
    "require_acr, profile, true,  expected openid in the scope",
    "require_acr, openid,  false, idToken.validate is false",
    "max_age,     profile, true,  expected openid in the scope",
    "max_age,     openid,  false, idToken.validate is false"
  })
  void needsAnIdTokenThatIsValidated(String field, String scope, boolean validate, String fault) {
    live.deploy(live.sandbox().verticleConfiguration().put("idToken.validate", validate));
    JsonObject request =
        alice()
            .put("scope", scope)
            .put("acr_values", "Single_Factor")
            .put(field, field.equals("max_age") ? (Object) 60 : true);
    JsonObject withoutCredentials = request.copy();
    withoutCredentials.remove("username");
    withoutCredentials.remove("password");

    JsonObject refused = assertFails(live.signOn(request), 400, "invalid_request", "request");
    assertTrue(refused.getString("error_description").endsWith(fault), refused::encode);
    assertFails(live.ask("authorize", withoutCredentials), 400, "invalid_request", "request");
  }

  /** With and without request objects and pushed requests, which carry it in the same way. */
  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void sendsTheEndUsersAddressInARequestObject(boolean objects, boolean pushed) {
    live.deploy(
        live.sandbox(
                options().setRequestObjectRequired(objects).setPushedAuthorizationRequired(pushed))
            .verticleConfiguration()
            .put("requestObject", objects)
            .put("pushedAuthorization", pushed)
            .put("loginHintUser", true));
    JsonObject known =
        alice()
            .put("acr_values", "Known_Address")
            .put("max_age", 60)
            .put("remote_ip", "203.0.113.7");

    assertEquals("tokens", await(live.signOn(known)).getString("outcome"));
    assertFails(
        live.signOn(known.copy().put("remote_ip", "2001:db8::7")), 403, "flow_failed", "authorize");
    assertEquals(
        "tokens",
        await(
                live.ask(
                    "authorize",
                    JsonObject.of(
                        "acr_values", "MFA_Only", "login_hint_user", "alice", "remote_ip", "::1")))
            .getString("outcome"));
    assertFails(
        live.ask("authorize", JsonObject.of("acr_values", "MFA_Only", "login_hint_user", "nobody")),
        403,
        "access_denied",
        "authorize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"remote_ip", "login_hint_user"})
  void needsAKeyForWhatIsSigned(String field) {
    live.deploy(
        live.sandbox(options().setClientAuthentication("none"))
            .verticleConfiguration()
            .put("loginHintUser", true));

    JsonObject refused =
        assertFails(
            live.ask("authorize", JsonObject.of(field, "203.0.113.7")),
            500,
            "configuration",
            "request");

    assertTrue(refused.getString("error_description").startsWith(field), refused::encode);
    assertFalse(refused.encode().contains("203.0.113.7"));
  }

  /** What is signed is signed afresh: the first one was processed, and its id is used up. */
  @Test
  void signsAfreshForEveryAttempt() {
    live.deploy(
        live.sandbox(
                options()
                    .setFaults(
                        FaultPlan.at(SandboxStep.AUTHORIZE, 1, SandboxFault.ANSWER_LOST)
                            .and(FaultPlan.at(SandboxStep.AUTHORIZE, 2, SandboxFault.STATUS_503))))
            .verticleConfiguration()
            .put("loginHintUser", true));

    JsonObject tokens =
        await(
            live.ask(
                "authorize",
                JsonObject.of(
                    "acr_values",
                    "MFA_Only",
                    "login_hint_user",
                    "alice",
                    "remote_ip",
                    "203.0.113.7")));

    assertEquals("tokens", tokens.getString("outcome"));
  }
}
