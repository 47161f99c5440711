package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.PasskeyOptionsForm;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows that begin with {@code pingone.authorize}, walked through to tokens. */
class FlowsWithoutPasswordTest {
  @RegisterExtension final Live live = new Live();

  private static SandboxOptions everybody() {
    Map<String, SandboxUser> users = new LinkedHashMap<>();
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    users.putAll(SandboxUser.ofEveryPolicy());
    return new SandboxOptions(users);
  }

  @Test
  void registersAUser() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());
    JsonObject begun = authorize(JsonObject.of("acr_values", "Registration"));
    assertEquals("USERNAME_PASSWORD_REQUIRED", begun.getString("status"));
    assertTrue(begun.getJsonArray("actions").contains("user.register"), begun::encode);

    JsonObject taken = refused(begun, register("alice", "looking-glass"), 400, "invalid_request");
    assertEquals("UNIQUENESS_VIOLATION username", firstDetail(taken));
    JsonObject weak = refused(taken, register("carol", "short"), 400, "invalid_request");
    assertEquals("INVALID_VALUE password", firstDetail(weak));
    assertEquals(
        List.of("length"),
        weak.getJsonArray("details")
            .getJsonObject(0)
            .getJsonObject("inner_error")
            .getJsonArray("unsatisfiedRequirements")
            .getList());
    assertFalse(weak.encode().contains("short"), "the password");
    JsonObject registered = act(weak, register("carol", "looking-glass"));
    assertEquals("VERIFICATION_CODE_REQUIRED", registered.getString("status"));
    JsonObject wrong =
        refused(registered, FlowAction.verifyUser("135790"), 401, "invalid_credentials");
    JsonObject expired =
        refused(wrong, FlowAction.verifyUser(SandboxUser.EXPIRED_CODE), 401, "invalid_credentials");
    JsonObject sent = act(expired, FlowAction.sendVerificationCode());

    assertTokens("carol", act(sent, FlowAction.verifyUser(SandboxUser.CODE)));
    assertTokens(
        "carol",
        await(live.signOn(JsonObject.of("username", "carol", "password", "looking-glass"))));
  }

  @Test
  void offersRegistrationOnlyWhereThePolicyAllowsIt() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());
    JsonObject begun = authorize(new JsonObject());

    assertFails(
        live.continueFlow(begun, register("carol", "looking-glass")),
        422,
        "action_unsupported",
        "action");
  }

  /** Five wrong tries end a code, not the flow: another one can be sent. */
  @Test
  void recoversAPassword() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());
    JsonObject begun = authorize(new JsonObject());
    JsonObject unknown =
        refused(begun, FlowAction.forgotPassword("nobody"), 400, "invalid_request");
    assertEquals("INVALID_VALUE username", firstDetail(unknown));
    JsonObject step = act(unknown, FlowAction.forgotPassword("alice"));
    for (int time = 0; time < 5; time++) {
      assertEquals("RECOVERY_CODE_REQUIRED", step.getString("status"));
      step = refused(step, recover("135790", "looking-glass"), 401, "invalid_credentials");
    }
    step = refused(step, recover(SandboxUser.CODE, "looking-glass"), 401, "invalid_credentials");
    step = act(step, FlowAction.sendRecoveryCode());
    step = refused(step, recover(SandboxUser.CODE, "short"), 400, "invalid_request");
    assertEquals("INVALID_VALUE newPassword", firstDetail(step));

    assertTokens("alice", act(step, recover(SandboxUser.CODE, "looking-glass")));
    assertTokens(
        "alice",
        await(live.signOn(JsonObject.of("username", "alice", "password", "looking-glass"))));
  }

  /** Whoever asks does not learn whether there is such a user. */
  @Test
  void recoversNothingForAnUnknownUserInSilence() {
    live.deploy(live.sandbox(everybody().setUnknownUsersHidden(true)).verticleConfiguration());
    JsonObject step = act(authorize(new JsonObject()), FlowAction.forgotPassword("nobody"));

    assertEquals("RECOVERY_CODE_REQUIRED", step.getString("status"));
    step = refused(step, recover(SandboxUser.CODE, "looking-glass"), 401, "invalid_credentials");
    step = act(step, FlowAction.sendRecoveryCode());
    refused(step, recover(SandboxUser.CODE, "looking-glass"), 401, "invalid_credentials");
  }

  @Test
  void asksForTheUserNameFirst() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());
    JsonObject step = authorize(JsonObject.of("acr_values", "Identifier_First"));
    assertEquals("SIGN_ON_REQUIRED", step.getString("status"));
    step = refused(step, FlowAction.lookUpUser("nobody"), 401, "invalid_credentials");

    step = act(step, FlowAction.lookUpUser("alice"));
    assertEquals("PASSWORD_REQUIRED", step.getString("status"));
    step =
        refused(
            step,
            FlowAction.checkUsernamePassword("alice", "looking-glass"),
            401,
            "invalid_credentials");

    assertTokens("alice", act(step, FlowAction.checkUsernamePassword("alice", "wonderland")));
  }

  static Stream<NextSteps> factors() {
    return NextSteps.all()
        .filter(
            next ->
                switch (next.policy()) {
                  case ONE_TIME_PASSCODE, DEVICE_SELECTION, PUSH, PUSH_TIMES_OUT, SECURITY_KEY ->
                      true;
                  default -> false;
                });
  }

  /** The user is known, by id or name, so only the second factor is asked for. */
  @ParameterizedTest
  @MethodSource("factors")
  void asksAKnownUserForTheSecondFactorAlone(NextSteps next) {
    Sandbox sandbox = live.sandbox(everybody());
    live.deploy(sandbox.verticleConfiguration().put("loginHintUser", true));
    SandboxUser user =
        SandboxUser.ofEveryPolicy().values().stream()
            .filter(one -> one.policy() == next.policy())
            .findFirst()
            .orElseThrow();

    for (String hint : List.of(user.username(), user.subject())) {
      JsonObject step = authorize(mfaOnly(hint).put("require_acr", true));
      for (NextSteps.Step expected : next.steps()) {
        assertEquals(expected.status(), step.getString("status"));
        assertFalse(step.containsKey("username"));
        step =
            act(
                step,
                expected.answer().apply(step.getJsonObject("embedded"), sandbox.securityKey()));
      }
      assertEquals("tokens", step.getString("outcome"), step::encode);
      assertEquals(user.subject(), step.getJsonObject("claims").getString("sub"));
      assertEquals("MFA_Only", step.getJsonObject("claims").getString("acr"));
      assertFalse(step.containsKey("username"), "the caller gave a hint, and no name");
    }
  }

  /** The client hands on options and answer as they are, in each of the forms that were seen. */
  @ParameterizedTest
  @EnumSource
  void signsOnWithAPasskey(PasskeyOptionsForm form) throws GeneralSecurityException {
    SoftwareAuthenticator alices = new SoftwareAuthenticator(SandboxUser.of("alice", "").subject());
    live.deploy(
        live.sandbox(everybody().setPasskeyOptionsForm(form).setPasskeyCheck(alices::accepts))
            .verticleConfiguration());
    JsonObject step = authorize(JsonObject.of("acr_values", "Passkey", "require_acr", true));
    assertEquals("ASSERTION_REQUIRED", step.getString("status"));
    byte[] challenge =
        SoftwareAuthenticator.challenge(
            step.getJsonObject("embedded").getValue("publicKeyCredentialRequestOptions"));

    for (JsonObject wrong :
        List.of(
            alices.sign("another".getBytes(UTF_8), SoftwareAuthenticator.ORIGIN),
            alices.sign(challenge, "https://app.example.com.evil.example"))) {
      step = refused(step, new FlowAction("assertion.check", wrong), 401, "invalid_credentials");
    }
    JsonObject tokens =
        act(
            step,
            new FlowAction(
                "assertion.check", alices.sign(challenge, SoftwareAuthenticator.ORIGIN)));

    assertEquals("tokens", tokens.getString("outcome"), tokens::encode);
    assertEquals(
        SandboxUser.of("alice", "").subject(), tokens.getJsonObject("claims").getString("sub"));
    assertEquals(JsonArray.of("hwk"), tokens.getJsonObject("claims").getJsonArray("amr"));
  }

  @Test
  void refusesAHintThatPingOneRefuses() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration().put("loginHintUser", true));

    JsonObject unknown =
        assertFails(
            live.ask("authorize", mfaOnly("nobody-of-this-name")),
            403,
            "access_denied",
            "authorize");
    assertEquals("INVALID_VALUE login_hint_token", firstDetail(unknown));
    assertFails(live.ask("authorize", mfaOnly("no-device")), 403, "access_denied", "authorize");
    assertFails(live.ask("authorize", mfaOnly("disabled")), 403, "account_disabled", "authorize");
    assertFails(
        live.ask("authorize", JsonObject.of("acr_values", "MFA_Only")),
        403,
        "flow_failed",
        "authorize");
  }

  @Test
  void allowsHintsOnlyWhereTheConfigurationDoes() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());

    JsonObject refused =
        assertFails(live.ask("authorize", mfaOnly("alice")), 400, "invalid_request", "request");

    assertTrue(
        refused.getString("error_description").startsWith("login_hint_user is not allowed here"),
        refused::encode);
  }

  /** The flow is complete at once: with a code, or still to be resumed. */
  @Test
  void answersWithTokensWhereThereIsNothingToAsk() {
    for (String responseMode : List.of("pi.flow", "query")) {
      String address = "pingone-" + responseMode.charAt(0);
      live.deploy(
          live.sandbox(everybody())
              .verticleConfiguration()
              .put("address", address)
              .put("responseMode", responseMode)
              .put("loginHintUser", true));
      for (JsonObject request :
          List.of(JsonObject.of("acr_values", "Nothing_To_Ask"), mfaOnly("alice"))) {
        JsonObject tokens = await(live.request(address + ".authorize", request));

        assertEquals("tokens", tokens.getString("outcome"), tokens::encode);
      }
    }
  }

  /** To begin one is an acquisition; its next steps and a sign-off are none. */
  @Test
  void countForMaxRate() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration().put("maxRate", 0.01));
    JsonObject step = authorize(JsonObject.of("acr_values", "Identifier_First"));

    assertFails(live.ask("authorize", new JsonObject()), 429, "rate_limited", "request");
    step = act(step, FlowAction.lookUpUser("alice"));
    JsonObject tokens = act(step, FlowAction.checkUsernamePassword("alice", "wonderland"));
    assertTokens("alice", tokens);
    await(live.ask("sign-off", JsonObject.of("id_token_hint", tokens.getString("id_token"))));
  }

  /** The oldest gives way, and those with a password keep the other half. */
  @Test
  void shareHalfOfThePlaces() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration().put("maxPendingFlows", 4));
    JsonObject first = authorize(new JsonObject());
    JsonObject second = authorize(new JsonObject());
    JsonObject third = authorize(new JsonObject());

    assertFails(
        live.continueFlow(first, FlowAction.forgotPassword("alice")),
        410,
        "flow_expired",
        "action");
    JsonObject bob = JsonObject.of("username", "one-time-passcode", "password", "wonderland");
    await(live.signOn(bob));
    await(live.signOn(bob));
    assertFails(live.signOn(bob), 503, "overloaded", "request");
    act(second, FlowAction.forgotPassword("alice"));
    act(third, FlowAction.forgotPassword("alice"));
  }

  @Test
  void loginHintIsNoUserName() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration());
    JsonObject step = authorize(JsonObject.of("login_hint", "alice", "correlation_id", "mine"));

    assertEquals("mine", step.getString("correlation_id"));
    JsonObject published = await(publishedAfterWrongName(step));
    assertEquals("bob", published.getString("username"), "the one that the caller gave");
  }

  /** What signs nobody on has no user, whatever else its message says. */
  @Test
  void takesNoUserNameFromFieldsThatNameNobody() {
    live.deploy(live.sandbox(everybody()).verticleConfiguration().put("loginHintUser", true));

    JsonObject own = await(live.ask("client-credentials", JsonObject.of("username", "mallory")));
    assertFalse(own.containsKey("username"), own::encode);
    JsonObject step = authorize(mfaOnly("one-time-passcode").put("username", "mallory"));
    JsonObject tokens =
        await(
            live.continueFlow(
                step,
                new FlowAction(
                    "otp.check", JsonObject.of("otp", "246810", "username", "mallory"))));
    assertFalse(tokens.containsKey("username"), tokens::encode);
  }

  private Future<JsonObject> publishedAfterWrongName(JsonObject step) {
    Future<JsonObject> published = live.published("pingone.failures");
    refused(
        step, FlowAction.checkUsernamePassword("bob", "wonderland"), 401, "invalid_credentials");
    return published;
  }

  private static JsonObject mfaOnly(String user) {
    return JsonObject.of("login_hint_user", user, "acr_values", "MFA_Only");
  }

  private static FlowAction register(String username, String password) {
    return FlowAction.registerUser(username, username + "@example.com", password);
  }

  private static FlowAction recover(String code, String password) {
    return FlowAction.recoverPassword(code, password);
  }

  private JsonObject authorize(JsonObject request) {
    return await(live.ask("authorize", request));
  }

  private JsonObject act(JsonObject step, FlowAction action) {
    return await(live.continueFlow(step, action));
  }

  /** The failure, which has the next handle of a flow that is still open. */
  private JsonObject refused(JsonObject step, FlowAction action, int code, String error) {
    JsonObject failure = assertFails(live.continueFlow(step, action), code, error, "action");
    assertTrue(failure.containsKey("flow"), failure::encode);
    return failure;
  }

  private static String firstDetail(JsonObject failure) {
    JsonObject detail = failure.getJsonArray("details").getJsonObject(0);
    return detail.getString("code") + " " + detail.getString("target");
  }

  private static void assertTokens(String username, JsonObject outcome) {
    assertEquals("tokens", outcome.getString("outcome"), outcome::encode);
    assertEquals(username, outcome.getString("username"));
    assertEquals(
        SandboxUser.of(username, "").subject(), outcome.getJsonObject("claims").getString("sub"));
  }
}
