package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** Whichever step fails, what the call sent before is hidden too. */
  @ParameterizedTest
  @CsvSource({"RESUME, 403, flow_failed, pi.flow", "TOKEN, 500, invalid_grant, query"})
  void hidesThePasswordAtLaterSteps(
      SandboxStep failing, int code, String error, String responseMode) {
    live.deploy(
        live.sandbox(
                options(),
                request ->
                    SandboxStep.of(request) == failing
                        && answers(
                            request,
                            400,
                            "{'error':'invalid_grant','error_description':'say wonderland'}"
                                .replace(
                                    "invalid_grant",
                                    failing == SandboxStep.TOKEN ? "invalid_grant" : "odd")))
            .verticleConfiguration()
            .put("responseMode", responseMode));

    JsonObject failure = assertFails(live.signOnAlice(), code, error, failing.toString());

    assertTrue(failure.getString("error_description").endsWith("say ***"), failure::encode);
  }

  /** What sets a cookie last counts: here the look at the flow that a refusal leads to. */
  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void keepsTheCookiesOfTheNewestAnswer(int lookedAt) {
    List<String> sent = new CopyOnWriteArrayList<>();
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE),
                request -> {
                  SandboxStep step = SandboxStep.of(request);
                  if (step == SandboxStep.ACTION) {
                    sent.add(String.valueOf(request.getHeader("Cookie")));
                    request.response().putHeader("Set-Cookie", "N=of-the-refusal");
                    return answers(request, 400, "{'code':'INVALID_DATA'}");
                  }
                  if (step != SandboxStep.LOOK) {
                    return false;
                  }
                  request.response().putHeader("Set-Cookie", "N=of-the-look");
                  return lookedAt == 200
                      ? answers(request, 200, "{'status':'OTP_REQUIRED'}")
                      : answers(request, 400, "{'code':'UNEXPECTED_ERROR'}");
                })
            .verticleConfiguration());

    JsonObject failure = await(live.signOnAlice());
    for (int time = 0; time < 2; time++) {
      failure =
          assertFails(
              live.continueFlow(failure, FlowAction.checkOneTimePasscode("135790")),
              400,
              "invalid_request",
              "action");
    }

    assertTrue(sent.get(1).contains("N=of-the-look"), sent::toString);
  }

  /** The answer that refused is followed by one that is lost: the look has the refusal's cookie. */
  @Test
  void keepsTheCookiesOfARefusalBeforeALostAnswer() {
    List<String> attempts = new CopyOnWriteArrayList<>();
    List<String> looks = new CopyOnWriteArrayList<>();
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  String cookies = String.valueOf(request.getHeader("Cookie"));
                  SandboxStep step = SandboxStep.of(request);
                  if (step == SandboxStep.LOOK) {
                    looks.add(cookies);
                  } else if (step == SandboxStep.CREDENTIALS) {
                    attempts.add(cookies);
                    if (attempts.size() == 1) {
                      request.response().putHeader("Retry-After", "0");
                      request.response().putHeader("Set-Cookie", "N=of-the-refusal");
                      return answers(request, 503, "{}");
                    }
                    request.connection().close();
                    return true;
                  }
                  return false;
                })
            .verticleConfiguration());

    assertFails(live.signOnAlice(), 503, "unavailable", "credentials");

    assertEquals(2, attempts.size());
    assertEquals(1, looks.size());
    assertTrue(looks.get(0).contains("N=of-the-refusal"), looks::toString);
  }

  private static boolean answers(HttpServerRequest request, int status, String json) {
    request.response().setStatusCode(status).end(json.replace('\'', '"'));
    return true;
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
