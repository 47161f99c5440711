package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final SignOn ALICE = SignOn.of("älice", "pass\"word\\ü\n");
  private static final String FLOWS_URL = "https://auth.example.com/flows";

  private final OpenFlow before =
      Flows.open("{'id':'flow-1','status':'USERNAME_PASSWORD_REQUIRED'}");

  @Test
  void requestPostsUserNameAndPasswordToTheLink() {
    Request request = request(linkedTo("https://auth.example.com/environment/flows/flow-1?step=2"));

    assertEquals(HttpMethod.POST, request.method());
    assertEquals("/environment/flows/flow-1?step=2", request.target());
    assertEquals("application/vnd.pingidentity.usernamePassword.check+json", request.contentType());
    assertEquals(
        new JsonObject().put("username", "älice").put("password", "pass\"word\\ü\n"),
        new JsonObject(request.body()));
  }

  @Test
  void requestGoesToTheFlowWhereThereIsNoLink() {
    assertEquals("/flows/flow-1", request(before).target());
  }

  @Test
  void linkMayBeAPathOfTheSameOrigin() {
    assertEquals("/flows/other", request(linkedTo("/flows/other")).target());
    assertEquals(
        "/flows/other", request(linkedTo("HTTPS://AUTH.example.com:443/flows/other")).target());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/flows/flow-1",
        "https://auth.example.com.evil.example/flows/flow-1",
        "https://auth.example.com@evil.example/flows/flow-1",
        "https://evil@auth.example.com/flows/flow-1",
        "https://auth.example.com:8443/flows/flow-1",
        "http://auth.example.com/flows/flow-1",
        "//evil.example/flows/flow-1",
        "ftp://auth.example.com/flows/flow-1",
        "https://auth.example.com",
        "mailto:alice@example.com",
        "flows/flow-1",
        "https://auth.example.com/a b",
        ""
      })
  void passwordGoesNowhereElse(String href) {
    OpenFlow flow = linkedTo(href);

    StepFailure failure = StepFailures.of(() -> request(flow));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertFalse(failure.description().contains("flow-1"), failure.description());
  }

  @Test
  void requestCarriesTheCookies() {
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", request(before).cookies().header());
  }

  @Test
  void passwordAndCookiesAreNotToBeQuoted() {
    assertEquals(
        Set.of(ALICE.password(), "pass\\\"word\\\\ü\\n", "secret-st", "secret-no-ss"),
        Set.copyOf(request(before).secrets()));
  }

  @Test
  void flowIsThatOfTheAnswerWithTheCookiesRenewed() {
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
  void statusAfterThePasswordIsLeftToTheCaller(String status) {
    OpenFlow after =
        after(
            answer(Step.CREDENTIALS, 200)
                .json("{\"id\":\"flow-1\",\"status\":\"" + status + "\"}"));

    assertEquals(status, after.resource().status());
  }

  @Test
  void anotherStatusIsProgressEvenIfTheCheckIsStillOffered() {
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
  void beingAskedAgainMeansThatTheCredentialsWereWrong(String status) {
    StepFailure failure =
        refusal(
            answer(Step.CREDENTIALS, 200)
                .json("{\"id\":\"flow-1\",\"status\":\"" + status + "\"}"));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals(Step.CREDENTIALS, failure.step());
  }

  @Test
  void beingAskedAgainForALockedAccountMeansTheLock() {
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
  void refusalMeansWhatItSays() {
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
  @ValueSource(strings = {"{}", "[]", "", "{\"status\":\"COMPLETED\"}"})
  void answerWithoutAFlowIsRefused(String body) {
    assertEquals(
        ErrorCode.INVALID_RESPONSE, refusal(answer(Step.CREDENTIALS, 200).json(body)).error());
  }

  @Test
  void redirectIsNotTakenForSuccess() {
    StepFailure failure =
        refusal(answer(Step.CREDENTIALS, 302).header("Location", "https://evil.example/"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  private static OpenFlow linkedTo(String href) {
    return Flows.open(
        "{'id':'flow-1','status':'USERNAME_PASSWORD_REQUIRED',"
            + "'_links':{'usernamePassword.check':{'href':'"
            + href
            + "'}}}");
  }

  private static Request request(OpenFlow flow) {
    return Credentials.request(flow, ALICE.username(), ALICE.password(), Flows.ORIGIN, FLOWS_URL);
  }

  private OpenFlow after(ResponseBuilder answer) {
    return Credentials.flow(answer.build(), before);
  }

  private StepFailure refusal(ResponseBuilder answer) {
    return StepFailures.of(() -> after(answer));
  }
}
