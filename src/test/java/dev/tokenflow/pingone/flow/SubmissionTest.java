package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
  private static final SignOn ALICE = SignOn.of("älice", "pass\"word\\ü\n");
  private static final Submission CREDENTIALS =
      Submission.credentials(ALICE.username(), ALICE.password());

  private final OpenFlow before =
      Flows.open("{'id':'flow-1','status':'USERNAME_PASSWORD_REQUIRED'}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example.com/flows/other",
        "https://evil.example/flows/flow-1",
        "http://auth.example.com/flows/flow-1",
        "//evil.example/flows/flow-1",
        "mailto:alice@example.com",
        "https://auth.example.com/a b",
        ""
      })
  void postsCredentialsToTheFlowWhateverItsLinksSay(String href) {
    Request request = request(linkedTo(href));

    assertEquals(HttpMethod.POST, request.method());
    assertEquals("/flows/flow-1", request.target());
    assertEquals("application/vnd.pingidentity.usernamePassword.check+json", request.contentType());
    assertEquals(
        new JsonObject().put("username", "älice").put("password", "pass\"word\\ü\n"),
        new JsonObject(request.body()));
  }

  @Test
  void sendsCookies() {
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", request(before).cookies().header());
  }

  @Test
  void keepsPasswordAndCookiesSecret() {
    assertEquals(
        Set.of(ALICE.password(), "secret-st", "secret-no-ss"),
        Set.copyOf(request(before).secrets()));
  }

  @Test
  void readsFlowAndRenewsCookies() {
    OpenFlow after =
        after(
            answer(Step.CREDENTIALS, 200)
                .header("Set-Cookie", "ST=renewed; Path=/as")
                .json("{\"id\":\"flow-2\",\"status\":\"COMPLETED\"}"));

    assertEquals("flow-2", after.resource().id());
    assertEquals("ST=renewed; ST-NO-SS=secret-no-ss", after.cookies().header());
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "FAILED", "OTP_REQUIRED", "MUST_CHANGE_PASSWORD"})
  void acceptsAnyOtherStatusAfterThePassword(String status) {
    OpenFlow after =
        after(
            answer(Step.CREDENTIALS, 200)
                .json("{\"id\":\"flow-1\",\"status\":\"" + status + "\"}"));

    assertEquals(status, after.resource().status());
  }

  @Test
  void acceptsAnotherStatusThatStillOffersTheCheck() {
    OpenFlow after =
        after(
            answer(Step.CREDENTIALS, 200)
                .json(
                    """
                    {"id":"flow-1","status":"MUST_CHANGE_PASSWORD",
                     "_links":{"usernamePassword.check":{"href":"/flows/flow-1"}}}"""));

    assertEquals("MUST_CHANGE_PASSWORD", after.resource().status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"USERNAME_PASSWORD_REQUIRED", "PASSWORD_REQUIRED"})
  void failsIfPingOneAsksForTheCredentialsAgain(String status) {
    StepFailure failure =
        refusal(
            answer(Step.CREDENTIALS, 200)
                .json("{\"id\":\"flow-1\",\"status\":\"" + status + "\"}"));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals(Step.CREDENTIALS, failure.step());
  }

  @Test
  void failsWithTheLockIfPingOneAsksAgainBecauseOfIt() {
    StepFailure failure =
        refusal(
            answer(Step.CREDENTIALS, 200)
                .json(
                    """
                    {"id":"flow-1","status":"USERNAME_PASSWORD_REQUIRED",
                     "error":{"code":"PASSWORD_LOCKED_OUT"}}"""));

    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure.error());
  }

  @Test
  void failsWithTheErrorOfTheResponse() {
    StepFailure failure =
        refusal(
            answer(Step.CREDENTIALS, 400)
                .json(
                    """
                    {"id":"error-1","code":"INVALID_DATA","details":[{"code":"INVALID_VALUE"}]}"""));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals("error-1", failure.pingoneId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "", "{\"id\":\"f/1\",\"status\":\"COMPLETED\"}"})
  void rejectsResponseWithoutFlow(String body) {
    assertEquals(
        ErrorCode.INVALID_RESPONSE, refusal(answer(Step.CREDENTIALS, 200).json(body)).error());
  }

  /** The request names the flow, so its answer need not. */
  @ParameterizedTest
  @ValueSource(strings = {"{'status':'OTP_REQUIRED'}", "{'id':'','status':'COMPLETED'}"})
  void keepsTheIdOfTheFlow(String body) {
    OpenFlow after = after(answer(Step.CREDENTIALS, 200).json(body.replace('\'', '"')));

    assertEquals("flow-1", after.resource().id());
  }

  @Test
  void hidesThePasswordInLaterAnswers() {
    OpenFlow after =
        after(
            answer(Step.CREDENTIALS, 200)
                .header("Set-Cookie", "ST=renewed")
                .json("{\"status\":\"COMPLETED\"}"));
    OpenFlow sending = after.sending(List.of("a-code"));

    assertTrue(sending.sent().containsAll(List.of("secret-no-ss", "renewed", "a-code")));
    assertTrue(Resume.request(sending, Flows.TARGETS).secrets().containsAll(sending.sent()));
    assertEquals(List.of(), sending.slim().sent());
  }

  @Test
  void rejectsRedirect() {
    StepFailure failure =
        refusal(answer(Step.CREDENTIALS, 302).header("Location", "https://evil.example/"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  @Test
  void postsInputOfActionWithItsMediaType() {
    JsonObject input = new JsonObject().put("shoeSize", new JsonObject().put("eu", 42));

    Request request = action(new FlowAction("user.measure", input));

    assertEquals(HttpMethod.POST, request.method());
    assertEquals("/flows/flow-1", request.target());
    assertEquals("application/vnd.pingidentity.user.measure+json", request.contentType());
    assertEquals(input, new JsonObject(request.body()));
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", request.cookies().header());
  }

  @Test
  void postsAnEmptyObjectForAnActionWithoutInput() {
    Request request = action(FlowAction.sendRecoveryCode());

    assertEquals(
        "application/vnd.pingidentity.password.sendRecoveryCode+json", request.contentType());
    assertEquals("{}", request.body().toString());
  }

  @Test
  void postsEmptyInput() {
    Request request = action(new FlowAction("user.confirm", new JsonObject()));

    assertEquals("application/vnd.pingidentity.user.confirm+json", request.contentType());
    assertEquals("{}", request.body().toString());
  }

  @Test
  void keepsEveryValueSecretExceptTheUserName() {
    JsonObject input =
        new JsonObject()
            .put("username", "alice")
            .put("newPassword", "a \"new\" one")
            .put("otp", 246810)
            .put("more", new JsonArray().add(new JsonObject().put("recoveryCode", "r-1")));

    Request request = action(new FlowAction("some.action", input));

    assertTrue(
        Set.copyOf(request.secrets())
            .containsAll(Set.of("a \"new\" one", "246810", "r-1", "secret-st")));
    assertFalse(request.secrets().contains("alice"));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGN_ON_REQUIRED, USERNAME_PASSWORD_REQUIRED, true",
    "SIGN_ON_REQUIRED, PASSWORD_REQUIRED, true",
    "SIGN_ON_REQUIRED, COMPLETED, true",
    "SIGN_ON_REQUIRED, SIGN_ON_REQUIRED, false"
  })
  void movesOnFromUserName(String before, String after, boolean moved) {
    assertEquals(moved, movesOn(Submission.username("alice"), before, after));
  }

  @ParameterizedTest
  @CsvSource({
    "USERNAME_PASSWORD_REQUIRED, COMPLETED, true",
    "USERNAME_PASSWORD_REQUIRED, FAILED, true",
    "USERNAME_PASSWORD_REQUIRED, USERNAME_PASSWORD_REQUIRED, false",
    "USERNAME_PASSWORD_REQUIRED, PASSWORD_REQUIRED, false",
    "SOMETHING_NEW, SOMETHING_NEW, false"
  })
  void movesOnFromCredentials(String before, String after, boolean moved) {
    assertEquals(moved, movesOn(CREDENTIALS, before, after));
  }

  @ParameterizedTest
  @CsvSource({
    "OTP_REQUIRED, COMPLETED, true",
    "OTP_REQUIRED, OTP_REQUIRED, false",
    "PASSWORD_EXPIRED, PASSWORD_REQUIRED, true"
  })
  void movesOnFromActionOfTheCaller(String before, String after, boolean moved) {
    assertEquals(
        moved, movesOn(Submission.action(FlowAction.checkOneTimePasscode("1")), before, after));
  }

  @Test
  void showsNoInput() {
    assertEquals("Submission[FlowAction[usernamePassword.check]]", CREDENTIALS.toString());
  }

  private static boolean movesOn(Submission submission, String before, String after) {
    return submission.movesOn(withStatus(before), withStatus(after));
  }

  private static FlowResource withStatus(String status) {
    return new FlowResource("flow-1", status, null, List.of(), null, null, null);
  }

  private Request action(FlowAction action) {
    return Submission.action(action).request(before, Flows.TARGETS);
  }

  private static OpenFlow linkedTo(String href) {
    return Flows.open(
        "{'id':'flow-1','status':'USERNAME_PASSWORD_REQUIRED',"
            + "'_links':{'usernamePassword.check':{'href':'"
            + href
            + "'}}}");
  }

  private static Request request(OpenFlow flow) {
    return CREDENTIALS.request(flow, Flows.TARGETS);
  }

  private OpenFlow after(ResponseBuilder answer) {
    return CREDENTIALS.parseResponse(answer.toRequestWith(before.cookies()).build(), before);
  }

  private StepFailure refusal(ResponseBuilder answer) {
    return StepFailures.of(() -> after(answer));
  }
}
