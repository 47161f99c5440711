package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows that need more than a password, continued over the event bus. */
class ContinuationTest {
  @RegisterExtension final Live live = new Live();

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();

  @ParameterizedTest
  @MethodSource("dev.tokenflow.pingone.live.NextSteps#all")
  void completesEveryFlow(NextSteps next) {
    Sandbox sandbox = live.sandbox(options(next.policy()));
    live.deploy(sandbox.verticleConfiguration());

    JsonObject outcome = await(live.signOn(alice().put("correlation_id", "mine")));
    for (NextSteps.Step step : next.steps()) {
      assertEquals("action_required", outcome.getString("outcome"));
      assertEquals(step.status(), outcome.getString("status"));
      assertEquals("mine", outcome.getString("correlation_id"));
      FlowAction answer =
          step.answer().apply(outcome.getJsonObject("embedded"), sandbox.securityKey());
      if (answer != null) {
        assertTrue(outcome.getJsonArray("actions").contains(answer.name()), outcome::encode);
      }
      outcome = await(live.continueFlow(outcome, answer));
    }

    assertEquals("tokens", outcome.getString("outcome"));
    assertEquals("alice", outcome.getString("username"));
    assertEquals("mine", outcome.getString("correlation_id"));
    assertEquals(
        SandboxUser.of("alice", "").subject(), outcome.getJsonObject("claims").getString("sub"));
  }

  @Test
  void publishesTokensIssuedAfterAFurtherStep() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    Future<JsonObject> published = live.published("pingone.tokens");

    JsonObject tokens = await(live.continueFlow(await(live.signOnAlice()), passcode("246810")));

    assertEquals(tokens, await(published));
  }

  @Test
  void continuesAFlowInQueryMode() {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE))
            .verticleConfiguration()
            .put("responseMode", "query"));

    assertTokens(live.continueFlow(await(live.signOnAlice()), passcode("246810")));
  }

  @Test
  void identifierFirstNeedsNothingFromTheCaller() {
    live.deploy(live.sandbox(options(), this::count).verticleConfiguration());

    assertTokens(live.signOn(alice().put("acr_values", "Identifier_First")));
    assertEquals(Map.of("user.lookup", 1, "usernamePassword.check", 1), seen);
  }

  @Test
  void continuesAfterIdentifierFirst() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());

    JsonObject required = await(live.signOn(alice().put("acr_values", "Identifier_First")));

    assertEquals("OTP_REQUIRED", required.getString("status"));
    assertTokens(live.continueFlow(required, passcode("246810")));
  }

  @ParameterizedTest
  @CsvSource({"nobody, wonderland", "alice, looking-glass"})
  void identifierFirstRejectsWrongCredentials(String username, String password) {
    live.deploy(live.sandbox().verticleConfiguration());

    assertFails(
        live.signOn(
            new JsonObject()
                .put("username", username)
                .put("password", password)
                .put("acr_values", "Identifier_First")),
        401,
        "invalid_credentials",
        "credentials");
  }

  @Test
  void failureForAFlowThatNeedsABrowserHasItsLink() {
    live.deploy(live.sandbox(options(Policy.EXTERNAL_IDENTITY_PROVIDER)).verticleConfiguration());

    JsonObject failure = assertFails(live.signOnAlice(), 422, "action_unsupported", "credentials");

    assertTrue(
        failure.getString("link").startsWith("https://idp.example.com/authenticate?"),
        failure::encode);
    assertFalse(failure.getBoolean("retryable"));
  }

  @Test
  void linksAnAccountWithThePassword() {
    live.deploy(live.sandbox(options(Policy.ACCOUNT_LINKING)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    assertEquals("ACCOUNT_LINKING_REQUIRED", required.getString("status"));
    assertEquals(new JsonArray().add("usernamePassword.check"), required.getJsonArray("actions"));
    assertTokens(
        live.continueFlow(required, FlowAction.checkUsernamePassword("alice", "wonderland")));
  }

  @Test
  void saysHowANewPasswordFallsShortAndKeepsTheFlow() {
    live.deploy(live.sandbox(options(Policy.PASSWORD_EXPIRED)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    JsonObject failure =
        assertFails(
            live.continueFlow(required, FlowAction.resetPassword("wonderland", "short")),
            400,
            "invalid_request",
            "action");

    JsonObject detail = failure.getJsonArray("details").getJsonObject(0);
    assertEquals("newPassword", detail.getString("target"));
    assertEquals(
        new JsonObject().put("unsatisfiedRequirements", new JsonArray().add("length")),
        detail.getJsonObject("inner_error"));
    assertTokens(live.continueFlow(failure, FlowAction.resetPassword("wonderland", "long enough")));
  }

  @Test
  void saysHowManyTriesAreLeft() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());

    JsonObject failure = assertWrongPasscode(await(live.signOnAlice()));

    assertEquals(
        new JsonObject().put("attemptsRemaining", 2),
        failure.getJsonArray("details").getJsonObject(0).getJsonObject("inner_error"));
  }

  @Test
  void deniedPushFailsTheFlow() {
    live.deploy(live.sandbox(options(Policy.PUSH_DENIED)).verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.continueFlow(await(live.signOnAlice()), null), 403, "flow_failed", "action");

    assertFalse(failure.getBoolean("retryable"));
    assertNull(failure.getString("flow"));
  }

  @Test
  void declinedAgreementFailsTheFlow() {
    live.deploy(live.sandbox(options(Policy.AGREEMENT)).verticleConfiguration());

    assertFails(
        live.continueFlow(await(live.signOnAlice()), FlowAction.consent(false)),
        403,
        "flow_failed",
        "action");
  }

  @Test
  void wrongPasscodeKeepsTheFlowOpenUntilPingOneEndsIt() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    JsonObject once = assertWrongPasscode(required);
    assertTrue(once.getBoolean("retryable"));
    assertEquals("OTP_REQUIRED", once.getString("status"));
    assertEquals(required.getString("continue_at"), once.getString("continue_at"));
    assertTrue(once.getLong("expires_at") > Instant.now().getEpochSecond());
    assertNotEquals(required.getString("flow"), once.getString("flow"));
    assertFlowExpired(live.continueFlow(required, passcode("246810")));

    JsonObject thrice = assertWrongPasscode(assertWrongPasscode(once));
    assertFalse(thrice.getBoolean("retryable"));
    assertNull(thrice.getString("flow"));
  }

  @Test
  void acceptsTheCorrectPasscodeAfterAWrongOne() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());

    JsonObject failure = assertWrongPasscode(await(live.signOnAlice()));

    assertTokens(live.continueFlow(failure, passcode("246810")));
  }

  @Test
  void publishedFailureHasTheUserButNotTheHandle() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    Future<JsonObject> published = live.published("pingone.failures");

    JsonObject failure = assertWrongPasscode(await(live.signOnAlice()));

    JsonObject event = await(published);
    assertEquals("alice", event.getString("username"));
    assertEquals(failure.getString("correlation_id"), event.getString("correlation_id"));
    assertTrue(event.getBoolean("retryable"));
    assertFalse(event.encode().contains(failure.getString("flow")));
    assertFalse(event.containsKey("continue_at"));
  }

  @ParameterizedTest
  @CsvSource({"short, newPassword", "wonderland, newPassword"})
  void letsTheUserTryAnotherNewPassword(String refused, String field) {
    live.deploy(live.sandbox(options(Policy.PASSWORD_EXPIRED)).verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.continueFlow(
                await(live.signOnAlice()), FlowAction.resetPassword("wonderland", refused)),
            400,
            "invalid_request",
            "action");

    assertTrue(failure.getString("error_description").contains(field), failure::encode);
    assertTrue(failure.getBoolean("retryable"));
    assertTokens(
        live.continueFlow(failure, FlowAction.resetPassword("wonderland", "looking-glass")));
    assertFails(live.signOnAlice(), 401, "invalid_credentials", "credentials");
    assertTokens(live.signOn(alice().put("password", "looking-glass")));
  }

  @Test
  void rejectsAWrongCurrentPassword() {
    live.deploy(live.sandbox(options(Policy.PASSWORD_EXPIRED)).verticleConfiguration());

    assertFails(
        live.continueFlow(
            await(live.signOnAlice()), FlowAction.resetPassword("mad-hatter", "looking-glass")),
        401,
        "invalid_credentials",
        "action");
  }

  @Test
  void acceptsAHandleOnlyOnce() {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE), this::count).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    List<Future<JsonObject>> both =
        List.of(
            live.continueFlow(required, passcode("246810")),
            live.continueFlow(required, passcode("246810")));

    assertTokens(both.get(0));
    assertFlowExpired(both.get(1));
    assertFlowExpired(live.continueFlow(required, passcode("246810")));
    assertFlowExpired(live.continueFlow(required, null));
    assertEquals(1, seen.get("otp.check"));
  }

  @Test
  void rejectsAnUnknownHandle() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    JsonObject failure =
        assertFlowExpired(
            live.continueFlow(required.copy().put("flow", "guessed"), passcode("246810")));

    assertFalse(failure.getBoolean("retryable"));
    assertTokens(live.continueFlow(required, passcode("246810")));
  }

  @Test
  void dropsTheHandleWhenTheFlowExpires() {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE).setFlowLifetime(Duration.ofMillis(300)))
            .verticleConfiguration()
            .put("maxPendingFlows", 1));
    JsonObject required = await(live.signOnAlice());

    JsonObject next = await(live.retryWhileOverloaded(live::signOnAlice));

    assertFlowExpired(live.continueFlow(required, passcode("246810")));
    assertNotEquals(required.getString("flow"), next.getString("flow"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|flow",
        "{'flow':7}|flow",
        "{'flow':' '}|flow",
        "{'flow':'F','action':7}|action",
        "{'flow':'F','action':'otp.check\\r\\nCookie: a=b'}|action",
        "{'flow':'F','action':'otp/check'}|action",
        "{'flow':'F','action':'otp.check','input':'246810'}|input",
        "{'flow':'F','input':{'otp':'246810'}}|action"
      })
  void malformedMessageKeepsTheHandleValid(String message, String field) {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());
    JsonObject request =
        new JsonObject(
            message.replace('\'', '"').replace("\"F\"", "\"" + required.getString("flow") + "\""));

    JsonObject failure =
        assertFails(
            live.request(required.getString("continue_at"), request),
            400,
            "invalid_request",
            "request");

    assertTrue(failure.getString("error_description").startsWith(field + " is"), failure::encode);
    assertTokens(live.continueFlow(required, passcode("246810")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password.reset", "otp.checked", "self"})
  void doesNotSendAnActionThatIsNotOffered(String action) {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE), this::count).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    JsonObject failure =
        assertFails(
            live.continueFlow(required, FlowAction.of(action)),
            422,
            "action_unsupported",
            "action");

    assertTrue(failure.getString("error_description").contains("otp.check"), failure::encode);
    assertFalse(seen.containsKey(action));
    assertTokens(live.continueFlow(required, passcode("246810")));
  }

  @Test
  void readsTheFlowAgainAtAnyStep() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    JsonObject again = await(live.continueFlow(required, null));

    assertEquals("OTP_REQUIRED", again.getString("status"));
    assertEquals(
        required.getJsonObject("embedded").getJsonArray("devices"),
        again.getJsonObject("embedded").getJsonArray("devices"));
    assertFlowExpired(live.continueFlow(required, null));
    assertTokens(live.continueFlow(again, passcode("246810")));
  }

  @Test
  void waitingForAPushHoldsNoPlaceInFlight() {
    Promise<Void> looked = Promise.promise();
    Map<String, SandboxUser> users =
        Map.of(
            "alice",
            new SandboxUser("alice", "wonderland", Policy.PUSH),
            "bob",
            SandboxUser.of("bob", "builder"));
    live.deploy(
        live.sandbox(
                new SandboxOptions(users),
                request -> {
                  if (SandboxStep.of(request) == SandboxStep.LOOK) {
                    looked.tryComplete();
                  }
                  return false;
                })
            .verticleConfiguration()
            .put("maxInFlight", 1));
    JsonObject required = await(live.signOnAlice());

    Future<JsonObject> pushed = live.continueFlow(required, null);
    await(looked.future());
    assertTokens(live.signOn(new JsonObject().put("username", "bob").put("password", "builder")));

    assertFalse(pushed.isComplete(), "bob was served while alice's push was awaited");
    assertTokens(pushed);
  }

  @Test
  void asksAgainForAnUnconfirmedPush() {
    live.deploy(
        live.sandbox(options(Policy.PUSH))
            .verticleConfiguration()
            .put("acquisitionTimeoutMs", 1000));
    JsonObject required = await(live.signOnAlice());

    JsonObject again = await(live.continueFlow(required, null));

    assertEquals("PUSH_CONFIRMATION_REQUIRED", again.getString("status"));
    assertNotEquals(required.getString("flow"), again.getString("flow"));
    assertTokens(live.continueFlow(again, null));
  }

  @Test
  void reportsFlowExpiredAfterUndeployment() {
    String deployment =
        live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    JsonObject required = await(live.signOnAlice());

    await(live.vertx().undeploy(deployment));

    assertFlowExpired(live.continueFlow(required, passcode("246810")));
  }

  @Test
  void reportsFlowExpiredAfterRedeployment() {
    JsonObject configuration =
        live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration();
    String deployment = live.deploy(configuration);
    JsonObject required = await(live.signOnAlice());

    live.deploy(configuration);
    await(live.vertx().undeploy(deployment));

    assertFlowExpired(live.continueFlow(required, passcode("246810")));
    assertTokens(live.continueFlow(await(live.signOnAlice()), passcode("246810")));
  }

  @Test
  void undeploymentEndsTheWaitForAPush() {
    Promise<Void> looked = Promise.promise();
    String deployment =
        live.deploy(
            live.sandbox(
                    options(Policy.PUSH),
                    request -> {
                      if (SandboxStep.of(request) == SandboxStep.LOOK) {
                        request.response().endHandler(sent -> looked.tryComplete());
                      }
                      return false;
                    })
                .verticleConfiguration());
    Future<JsonObject> pushed = live.continueFlow(await(live.signOnAlice()), null);
    await(looked.future());

    await(live.vertx().undeploy(deployment));

    assertEquals(503, Live.failure(pushed).failureCode());
  }

  @Test
  void routesAFlowToTheInstanceThatHoldsIt() {
    live.deploy(live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration(), 3);
    List<JsonObject> required =
        IntStream.range(0, 12).mapToObj(number -> await(live.signOnAlice())).toList();

    assertEquals(
        3, required.stream().map(each -> each.getString("continue_at")).distinct().count());
    required.forEach(each -> assertTokens(live.continueFlow(each, passcode("246810"))));
  }

  @Test
  void rejectsASignOnBeyondMaxPendingFlows() {
    live.deploy(
        live.sandbox(options(Policy.ONE_TIME_PASSCODE), this::count)
            .verticleConfiguration()
            .put("maxPendingFlows", 2));
    JsonObject first = await(live.signOnAlice());
    JsonObject second = await(live.signOnAlice());

    JsonObject failure = assertFails(live.signOnAlice(), 503, "overloaded", "request");
    assertTrue(failure.getString("error_description").contains("maxPendingFlows"));
    assertEquals(2, seen.get("usernamePassword.check"), "a password was sent for nothing");

    // A flow that stays open keeps its place; one that ends frees it.
    JsonObject still = assertWrongPasscode(first);
    assertFails(live.signOnAlice(), 503, "overloaded", "request");
    assertTokens(live.continueFlow(second, passcode("246810")));
    JsonObject third = await(live.signOnAlice());
    assertTokens(live.continueFlow(still, passcode("246810")));
    assertTokens(live.continueFlow(third, passcode("246810")));
  }

  @Test
  void continuesAfterALostPasscodeResponseWithoutResending() {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(FaultPlan.at(SandboxStep.ACTION, 1, SandboxFault.ANSWER_LOST)),
                this::count)
            .verticleConfiguration());

    assertTokens(live.continueFlow(await(live.signOnAlice()), passcode("246810")));
    assertEquals(1, seen.get("otp.check"));
  }

  /** PingOne refuses the second passcode, since the flow is completed. */
  @Test
  void continuesACompletedFlowWhenItsCallerRetriesAfterALostPasscodeResponse() {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(
                        FaultPlan.at(SandboxStep.ACTION, 1, SandboxFault.ANSWER_LOST)
                            .and(FaultPlan.at(SandboxStep.LOOK, 1, SandboxFault.HTML_PAGE))),
                this::count)
            .verticleConfiguration());

    JsonObject failure =
        assertFails(
            live.continueFlow(await(live.signOnAlice()), passcode("246810")),
            503,
            "unavailable",
            "action");

    assertTokens(live.continueFlow(failure, passcode("246810")));
  }

  @Test
  void continuesAfterALostPasswordResponseWithoutResending() {
    live.deploy(
        live.sandbox(
                options()
                    .setFaults(FaultPlan.at(SandboxStep.CREDENTIALS, 1, SandboxFault.ANSWER_LOST)),
                this::count)
            .verticleConfiguration());

    assertTokens(live.signOnAlice());
    assertEquals(1, seen.get("usernamePassword.check"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"RESET_BEFORE_READ", "RESET_AFTER_READ", "TRUNCATED", "STATUS_500", "NO_ANSWER"})
  void leavesResendingAnUnprocessedPasscodeToTheCaller(SandboxFault fault) {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(FaultPlan.at(SandboxStep.ACTION, 1, fault)),
                this::count)
            .verticleConfiguration()
            .put("requestTimeoutMs", 1000));

    FaultOutcome outcome = FaultOutcome.of(fault);
    JsonObject failure =
        assertFails(
            live.continueFlow(await(live.signOnAlice()), passcode("246810")),
            outcome.code(),
            outcome.error(),
            "action");

    assertEquals(1, seen.get("otp.check"));
    assertTrue(failure.getBoolean("retryable"));
    assertTokens(live.continueFlow(failure, passcode("246810")));
  }

  /** A later status that still offers the password check must not cause a second submission. */
  @Test
  void submitsThePasswordOnceEvenIfItsLinkIsOfferedAgain() {
    JsonObject link = new JsonObject().put("href", "/flows/flow-1");
    JsonObject next =
        new JsonObject()
            .put("id", "flow-1")
            .put("status", "OTP_REQUIRED")
            .put(
                "_links",
                new JsonObject().put("usernamePassword.check", link).put("otp.check", link));
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  count(request);
                  boolean check = "usernamePassword.check".equals(action(request));
                  if (check) {
                    request.response().end(next.encode());
                  }
                  return check;
                })
            .verticleConfiguration());

    JsonObject required = await(live.signOnAlice());

    assertEquals("OTP_REQUIRED", required.getString("status"));
    assertEquals(1, seen.get("usernamePassword.check"));
  }

  @Test
  void acceptsThePasscodeLaterAfterARateLimit() {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE),
                request -> {
                  seen.merge(SandboxStep.of(request).toString(), 1, Integer::sum);
                  boolean hit =
                      "otp.check".equals(action(request))
                          && !count(request)
                          && seen.get("otp.check") == 1;
                  if (hit) {
                    request.response().setStatusCode(429).putHeader("Retry-After", "4").end();
                  }
                  return hit;
                })
            .verticleConfiguration()
            .put("acquisitionTimeoutMs", 3000));

    JsonObject failure =
        assertFails(
            live.continueFlow(await(live.signOnAlice()), passcode("246810")),
            429,
            "rate_limited",
            "action");

    assertEquals(4, failure.getInteger("retry_after"));
    assertFalse(seen.containsKey("look"), "a rate limit must not cause further requests");
    await(live.vertx().timer(failure.getInteger("retry_after"), TimeUnit.SECONDS));
    assertTokens(live.continueFlow(failure, passcode("246810")));
    assertEquals(2, seen.get("otp.check"));
  }

  @Test
  void keepsAFlowUnchangedIfItsTurnNeverComes() {
    Promise<Void> held = Promise.promise();
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE),
                request -> {
                  boolean hold =
                      SandboxStep.of(request) == SandboxStep.AUTHORIZE
                          && seen.merge("begun", 1, Integer::sum) == 2;
                  if (hold) {
                    held.tryComplete();
                  }
                  return hold;
                })
            .verticleConfiguration()
            .put("maxInFlight", 1)
            .put("maxQueued", 0)
            .put("acquisitionTimeoutMs", 2000));
    JsonObject required = await(live.signOnAlice());
    Future<JsonObject> running = live.signOnAlice();
    await(held.future());

    JsonObject failure =
        assertFails(live.continueFlow(required, passcode("246810")), 503, "overloaded", "request");

    assertEquals(504, Live.failure(running).failureCode());
    assertTokens(live.continueFlow(failure, passcode("246810")));
  }

  private static FlowAction passcode(String code) {
    return FlowAction.checkOneTimePasscode(code);
  }

  private JsonObject assertWrongPasscode(JsonObject required) {
    return assertFails(
        live.continueFlow(required, passcode("135790")), 401, "invalid_credentials", "action");
  }

  private static JsonObject assertFlowExpired(Future<?> continuation) {
    return assertFails(continuation, 410, "flow_expired", "action");
  }

  private static void assertTokens(Future<JsonObject> outcome) {
    assertEquals("tokens", await(outcome).getString("outcome"));
  }

  private static String action(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    return type.startsWith("application/vnd.pingidentity.")
        ? type.substring("application/vnd.pingidentity.".length()).replace("+json", "")
        : null;
  }

  private boolean count(HttpServerRequest request) {
    String action = action(request);
    if (action != null) {
      seen.merge(action, 1, Integer::sum);
    }
    return false;
  }
}
