package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionEndTest {

  @Test
  void requestHasTheIdTokenInItsQueryAndHidesIt() {
    Request request = SessionEnd.request("h.p.s-1").get().apply("/env/as/idpSignoff");

    assertEquals("/env/as/idpSignoff?id_token_hint=h.p.s-1", request.target());
    assertEquals(List.of("h.p.s-1"), request.secrets());
    assertEquals("Request[GET /env/as/idpSignoff]", request.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void anySuccessEndsTheSession(int status) {
    assertDoesNotThrow(
        () -> SessionEnd.parseResponse(answer(Step.SIGN_OFF, status).html("done").build()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | {'code':'ACCESS_FAILED'}            | (403 ACCESS_FAILED)",
        "400 | {'code':'INVALID_REQUEST'}          | (400 INVALID_REQUEST)",
        "400 | {'error':'unauthorized_client'}     | (400 unauthorized_client)",
        "404 | <html>not found</html>              | (404 without a code)",
        "401 | {}                                  | (401 without a code)",
        "403 | {'code':{'a':1},'details':'odd'}    | (403 without a code)"
      })
  void refusalNamesTheSettingOfTheApplication(int status, String body, String answered) {
    StepFailure failure = refusal(status, body);

    assertEquals(ErrorCode.CONFIGURATION, failure.error());
    assertEquals(Step.SIGN_OFF, failure.step());
    assertEquals(
        "PingOne refuses the sign-off: set idpSignoff to true in the application " + answered,
        failure.description());
    assertEquals(status, failure.httpStatus());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':'INVALID_REQUEST','details':[{'code':'INVALID_VALUE','target':'id_token_hint'}]}",
        "{'error':'invalid_request','error_description':'The id_token_hint is malformed.'}"
      })
  void refusalOfTheIdTokenIsTheCallersFault(String body) {
    StepFailure failure = refusal(400, body);

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertTrue(
        failure.description().startsWith("PingOne does not accept this id_token_hint (400 "),
        failure.description());
  }

  @Test
  void redirectDoesNotCountAsTheEndOfTheSession() {
    StepFailure failure =
        StepFailures.of(
            () ->
                SessionEnd.parseResponse(
                    answer(Step.SIGN_OFF, 302)
                        .header("Location", "https://apps.pingone.com/signoff?error=x")
                        .build()));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  @Test
  void refusalQuotesNoPartOfTheIdToken() {
    String hint = "h.p.s-1".repeat(100);

    StepFailure failure =
        StepFailures.of(
            () ->
                SessionEnd.parseResponse(
                    answer(Step.SIGN_OFF, 400)
                        .toRequestWith(hint)
                        .json(JsonObject.of("error", hint).encode())
                        .build()));

    assertEquals(
        "PingOne refuses the sign-off: set idpSignoff to true in the application (400 ***)",
        failure.description());
  }

  private static StepFailure refusal(int status, String body) {
    return StepFailures.of(
        () ->
            SessionEnd.parseResponse(
                answer(Step.SIGN_OFF, status).json(body.replace('\'', '"')).build()));
  }
}
