package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers an authorization request. */
class AuthorizeAnswerTest {
  private static final String FLOW =
      "{\"id\":\"flow-1\",\"status\":\"USERNAME_PASSWORD_REQUIRED\"}";
  private static final String REDIRECT_URI = "https://app.example.com/callback";
  private static final String SIGN_ON_PAGE = "https://apps.example.com/signon/";

  @Test
  void readsFlowFromResponse() {
    OpenFlow flow = Flows.parse(answer(Step.AUTHORIZE, 200).json(FLOW).build());

    assertEquals("flow-1", flow.resource().id());
    assertNull(flow.cookies().header());
  }

  @Test
  void replacesCookiesByName() {
    Cookies before = Cookies.NONE.renewedBy(List.of("ST=old", "OTHER=kept"));

    OpenFlow flow =
        Flows.parse(
            answer(Step.AUTHORIZE, 200)
                .toRequestWith(before)
                .header("Set-Cookie", "ST=new; Path=/as; Secure; HttpOnly")
                .header("Set-Cookie", "ST-NO-SS=more; Path=/as")
                .json(FLOW)
                .build());

    assertEquals("ST=new; OTHER=kept; ST-NO-SS=more", flow.cookies().header());
  }

  @Test
  void failsWithTheErrorOfTheResponse() {
    StepFailure failure =
        StepFailures.of(
            () ->
                Flows.parse(
                    answer(Step.AUTHORIZE, 400)
                        .json(
                            """
                            {"code":"INVALID_REQUEST","details":[{"target":"client_id"}]}""")
                        .build()));

    assertEquals(ErrorCode.INVALID_CLIENT, failure.error());
    assertEquals(Step.AUTHORIZE, failure.step());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "", "{\"id\":\"flow-1\"}"})
  void rejectsResponseWithoutFlow(String body) {
    StepFailure failure =
        StepFailures.of(() -> Flows.parse(answer(Step.AUTHORIZE, 200).json(body).build()));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  @Test
  void readsFlowIdFromRedirectToSignOnPage() {
    assertEquals("flow-1", flowId(to(SIGN_ON_PAGE + "?environmentId=environment-1&flowId=flow-1")));
    assertEquals("flow-1", flowId(to("/signon/?flowId=flow-1#top")));
    assertEquals("flow-1", flowId(to(SIGN_ON_PAGE + "#/signon?flowId=flow-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?environmentId=environment-1",
        "?flowId=",
        "?flowId=..%2Fas%2Ftoken",
        "?flowId=flow-1%3Fx%3D1",
        "?flowId=%",
        "?flowid=flow-1"
      })
  void rejectsRedirectWithoutFlowId(String rest) {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal(to(SIGN_ON_PAGE + rest)).error());
  }

  @Test
  void rejectsRedirectWithoutLocation() {
    StepFailure failure = refusal(answer(Step.AUTHORIZE, 302));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("a redirect without a Location", failure.description());
  }

  @Test
  void failsWithTheErrorAtTheRedirectUri() {
    assertEquals(
        ErrorCode.INVALID_SCOPE,
        refusal(to(REDIRECT_URI + "?error=invalid_scope&state=the-state")).error());
  }

  @Test
  void rejectsErrorWithForeignState() {
    assertEquals(
        ErrorCode.INVALID_RESPONSE,
        refusal(to(REDIRECT_URI + "?error=invalid_scope&state=another")).error());
  }

  private static ResponseBuilder to(String location) {
    return answer(Step.AUTHORIZE, 302).header("Location", location);
  }

  private static String flowId(ResponseBuilder answer) {
    return FlowResource.parseId(answer.build(), "the-state");
  }

  private static StepFailure refusal(ResponseBuilder answer) {
    return StepFailures.of(() -> flowId(answer));
  }
}
