package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserInfoTest {
  private static final String ALICE = "{\"sub\":\"alice-1\",\"address\":{\"country\":\"AT\"}}";

  @Test
  void requestCarriesTheAccessToken() {
    EndpointRequest<JsonObject> request = UserInfo.request("a.b-c_d~e+f/g==", null);

    assertEquals("Bearer a.b-c_d~e+f/g==", request.get().apply("/as/userinfo").authorization());
    assertNull(request.forms());
    assertEquals(RequestKind.USER_INFO, request.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nX: y", "=a", "ü"})
  void rejectsAccessTokenThatDoesNotFitIntoAHeader(String accessToken) {
    StepFailure failure = StepFailures.of(() -> UserInfo.request(accessToken, null));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals(Step.REQUEST, failure.step());
  }

  @Test
  void returnsTheClaimsUnchanged() {
    JsonObject claims = new JsonObject(ALICE);

    assertEquals(claims, UserInfo.parseResponse(ok(ALICE).build(), "alice-1"));
    assertEquals(claims, UserInfo.parseResponse(ok(ALICE).build(), null));
  }

  @Test
  void rejectsClaimsOfAnotherUser() {
    StepFailure failure = StepFailures.of(() -> UserInfo.parseResponse(ok(ALICE).build(), "bob-1"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the user's claims have another sub than the ID token", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sub\":7}", "{\"sub\":\"\"}", "{\"sub\":null}"})
  void rejectsClaimsWithoutSub(String claims) {
    StepFailure failure = StepFailures.of(() -> UserInfo.parseResponse(ok(claims).build(), null));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the user's claims have no sub", failure.description());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "401; Bearer realm=\"x\", error=\"invalid_token\", error_description=\"y\";"
            + " (invalid_token)",
        "403; Bearer error=insufficient_scope; (insufficient_scope)",
        "401; Bearer realm=\"x\";''",
        "401; ;''"
      })
  void reportsRefusedTokenAsAccessDenied(int status, String challenge, String reason) {
    ResponseBuilder response = answer(Step.USERINFO, status).html("no");
    if (challenge != null) {
      response.header("WWW-Authenticate", challenge);
    }

    StepFailure failure = StepFailures.of(() -> UserInfo.parseResponse(response.build(), null));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals(
        "the authorization server does not accept the access token"
            + (reason.isEmpty() ? "" : " " + reason),
        failure.description());
  }

  @Test
  void rejectsAnotherStatus() {
    StepFailure failure =
        StepFailures.of(
            () -> UserInfo.parseResponse(answer(Step.USERINFO, 404).json("{}").build(), null));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the UserInfo endpoint answered 404", failure.description());
  }

  private static ResponseBuilder ok(String json) {
    return answer(Step.USERINFO, 200).json(json);
  }
}
