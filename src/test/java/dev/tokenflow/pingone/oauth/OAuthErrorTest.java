package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthErrorTest {
  private final ResponseBuilder answer = answer(Step.TOKEN, 400);

  @ParameterizedTest
  @CsvSource({
    "invalid_client, INVALID_CLIENT",
    "invalid_grant, INVALID_GRANT",
    "invalid_scope, INVALID_SCOPE",
    "invalid_request, CONFIGURATION",
    "unauthorized_client, CONFIGURATION",
    "unsupported_grant_type, CONFIGURATION",
    "unsupported_response_type, CONFIGURATION",
    "unsupported_response_mode, CONFIGURATION",
    "invalid_request_object, CONFIGURATION",
    "invalid_request_uri, CONFIGURATION",
    "request_not_supported, CONFIGURATION",
    "invalid_redirect_uri, CONFIGURATION",
    "invalid_client_metadata, CONFIGURATION",
    "access_denied, ACCESS_DENIED",
    "unknown_user_id, ACCESS_DENIED",
    "expired_login_hint_token, ACCESS_DENIED",
    "server_error, UNAVAILABLE",
    "temporarily_unavailable, UNAVAILABLE",
    "INVALID_CLIENT, FLOW_FAILED",
    "something_new, FLOW_FAILED"
  })
  void mapsErrorCode(String error, ErrorCode meaning) {
    assertEquals(meaning, new OAuthError(error, null).failure(answer.build()).error());
  }

  @ParameterizedTest
  @CsvSource({
    "Client authentication with client secret signed JWT failed, INVALID_CLIENT",
    "Authentication method not allowed, INVALID_CLIENT",
    "Grant type not allowed, CONFIGURATION"
  })
  void mapsUnauthorizedClientByItsDescription(String description, ErrorCode meaning) {
    assertEquals(
        meaning,
        new OAuthError("unauthorized_client", description).failure(answer.build()).error());
  }

  @Test
  void refusedLoginHintIsAccessDenied() {
    assertEquals(
        ErrorCode.ACCESS_DENIED,
        new OAuthError("invalid_request", "The login_hint_token is not valid.")
            .failure(answer.build())
            .error());
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request, CONFIGURATION",
    "401, invalid_request, INVALID_CLIENT",
    "400, unauthorized_client, CONFIGURATION",
    "401, unauthorized_client, INVALID_CLIENT"
  })
  void mapsStatus401ToInvalidClient(int status, String error, ErrorCode meaning) {
    Response response =
        answer(Step.INTROSPECT, status).json("{\"error\":\"" + error + "\"}").build();

    assertEquals(
        meaning, OAuthError.refusal(response, "the introspection endpoint").failure().error());
    assertEquals(meaning == ErrorCode.INVALID_CLIENT, OAuthError.isInvalidClient(response));
  }

  @ParameterizedTest
  @CsvSource({"500, {}", "400, []", "401, <html>", "400, {}"})
  void unreadableAnswerIsNotInvalidClient(int status, String body) {
    assertFalse(OAuthError.isInvalidClient(answer(Step.TOKEN, status).json(body).build()));
  }

  @Test
  void reportsCodeAndDescription() {
    assertEquals(
        "the authorization server answered invalid_grant: Expired yesterday",
        new OAuthError("invalid_grant", "Expired\r\nyesterday ")
            .failure(answer.build())
            .description());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void reportsOnlyTheCodeWithoutDescription(String description) {
    assertEquals(
        "the authorization server answered invalid_grant",
        new OAuthError("invalid_grant", description).failure(answer.build()).description());
  }

  @Test
  void redactsWhatWasSent() {
    answer.toRequestWith("the-code", "the-verifier");

    StepFailure failure =
        new OAuthError("no-the-verifier", "the-code and the-verifier do not match")
            .failure(answer.build());

    assertFalse(failure.description().contains("the-code"), failure.description());
    assertFalse(failure.description().contains("the-verifier"), failure.description());
  }

  @Test
  void keepsStepStatusAndSupportIdOfTheHeader() {
    answer.header("Correlation-Id", "correlation-1");

    StepFailure failure = new OAuthError("invalid_grant", null).failure(answer.build());

    assertEquals(Step.TOKEN, failure.step());
    assertEquals(400, failure.httpStatus());
    assertEquals("correlation-1", failure.pingoneId());
  }
}
