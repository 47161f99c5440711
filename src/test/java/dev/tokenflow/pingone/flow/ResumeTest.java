package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final String REDIRECT_URI = "https://app.example.com/callback";
  private static final String ISSUER = "https://auth.example.com/as";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example.com/as/resume?flowId=flow-2",
        "https://evil.example/as/resume?flowId=flow-1",
        "//evil.example/as/resume?flowId=flow-1",
        "as/resume",
        ""
      })
  void resumesTheFlowWhateverItsUrlSays(String resumeUrl) {
    Request request = request(resumedAt(resumeUrl));

    assertEquals(HttpMethod.GET, request.method());
    assertEquals("/as/resume?flowId=flow-1", request.target());
    assertNull(request.body());
    assertNull(request.contentType());
  }

  @Test
  void sendsCookiesAsSecrets() {
    Request request = request(resumedAt("/as/resume?flowId=flow-1"));

    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", request.cookies().header());
    assertEquals(Set.of("secret-st", "secret-no-ss"), Set.copyOf(request.secrets()));
  }

  @Test
  void namesTheNewestFlowId() {
    OpenFlow newest = Flows.open("{'id':'flow-2','status':'COMPLETED'}");

    assertEquals("/as/resume?flowId=flow-2", request(newest).target());
  }

  @Test
  void readsCodeFromFlow() {
    assertEquals("the-code", code(flow("{'code':'the-code','state':'the-state'}")));
  }

  @Test
  void readsCodeFromAuthorizationResponseAlone() {
    String alone = "{\"authorizeResponse\":{\"code\":\"the-code\",\"state\":\"the-state\"}}";

    assertEquals("the-code", code(answer(Step.RESUME, 200).json(alone)));
  }

  @Test
  void acceptsFlowWithoutState() {
    assertEquals("the-code", code(flow("{'code':'the-code'}")));
  }

  @Test
  void rejectsForeignStateInFlow() {
    StepFailure failure = refusal(flow("{'code':'the-code','state':'another'}"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the authorizeResponse's state is not the one that was sent", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{'code':null}", "{'code':''}", "{'state':'the-state'}"})
  void rejectsFlowWithoutCode(String authorizeResponse) {
    StepFailure failure = refusal(flow(authorizeResponse));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the resumed flow has no authorization code", failure.description());
  }

  @Test
  void failsWithTheErrorOfTheFlow() {
    StepFailure failure =
        refusal(
            answer(Step.RESUME, 200)
                .json(
                    """
                    {"id":"flow-1","status":"FAILED","error":{"code":"USER_DISABLED"}}"""));

    assertEquals(ErrorCode.ACCOUNT_DISABLED, failure.error());
  }

  @Test
  void readsCodeFromRedirect() {
    assertEquals("the-code", code(to(REDIRECT_URI + "?code=the-code&state=the-state")));
    assertEquals(
        "the-code", code(to(REDIRECT_URI + "?code=the-code&state=the-state&iss=" + ISSUER)));
  }

  @Test
  void failsWithTheErrorOfTheRedirect() {
    StepFailure failure = refusal(to(REDIRECT_URI + "?error=access_denied&state=the-state"));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals(Step.RESUME, failure.step());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?code=the-code&state=another",
        "?code=the-code",
        "?state=the-state",
        "?code=the-code&state=the-state&iss=https://evil.example"
      })
  void rejectsRedirectOfAnotherRequest(String query) {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal(to(REDIRECT_URI + query)).error());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/callback.evil?code=the-code&state=the-state",
        "https://app.example.com/callback/?code=the-code&state=the-state",
        "https://evil.example/callback?code=the-code&state=the-state",
        "https://auth.example.com/as/authorize?code=the-code&state=the-state"
      })
  void rejectsRedirectToAnotherUri(String location) {
    StepFailure failure = refusal(to(location));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the redirect does not lead to the redirect URI (redirected to \""
            + location.substring(0, location.indexOf('?'))
            + "\")",
        failure.description());
  }

  @Test
  void rejectsRedirectWithoutLocation() {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal(answer(Step.RESUME, 302)).error());
  }

  @Test
  void failsWithTheErrorOfTheResponse() {
    StepFailure failure = refusal(answer(Step.RESUME, 404).json("{\"code\":\"NOT_FOUND\"}"));

    assertEquals(ErrorCode.FLOW_EXPIRED, failure.error());
    assertEquals(Step.RESUME, failure.step());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"authorizeResponse\":{\"state\":\"the-state\"}}"})
  void rejectsResponseWithoutFlow(String body) {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal(answer(Step.RESUME, 200).json(body)).error());
  }

  private static OpenFlow resumedAt(String resumeUrl) {
    return Flows.open("{'id':'flow-1','status':'COMPLETED','resumeUrl':'" + resumeUrl + "'}");
  }

  private static Request request(OpenFlow flow) {
    return Resume.request(flow, Flows.TARGETS);
  }

  private static ResponseBuilder flow(String authorizeResponse) {
    String json = "{'id':'flow-1','status':'COMPLETED','authorizeResponse':%s}";
    return answer(Step.RESUME, 200).json(json.formatted(authorizeResponse).replace('\'', '"'));
  }

  private static ResponseBuilder to(String location) {
    return answer(Step.RESUME, 302).header("Location", location);
  }

  private static String code(ResponseBuilder answer) {
    return Resume.parseResponse(answer.build(), "flow-1", REDIRECT_URI, "the-state", ISSUER);
  }

  private static StepFailure refusal(ResponseBuilder answer) {
    return StepFailures.of(() -> code(answer));
  }
}
