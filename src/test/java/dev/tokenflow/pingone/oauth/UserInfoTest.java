package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void claimsAreHandedOnAsTheyCame() {
    JsonObject claims = new JsonObject(ALICE);

    assertEquals(claims, UserInfo.judge(ok(ALICE).build(), "alice-1"));
    assertEquals(claims, UserInfo.judge(ok(ALICE).build(), null));
  }

  @Test
  void claimsOfAnotherUserAreInvalid() {
    StepFailure failure = StepFailures.of(() -> UserInfo.judge(ok(ALICE).build(), "bob-1"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the user's claims have another sub than the ID token", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sub\":7}", "{\"sub\":null}"})
  void claimsWithoutASubAreInvalid(String claims) {
    StepFailure failure = StepFailures.of(() -> UserInfo.judge(ok(claims).build(), null));

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
  void tokenThatIsNotAcceptedIsAccessDenied(int status, String challenge, String told) {
    ResponseBuilder response = answer(Step.USERINFO, status).html("no");
    if (challenge != null) {
      response.header("WWW-Authenticate", challenge);
    }

    StepFailure failure = StepFailures.of(() -> UserInfo.judge(response.build(), null));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals(
        "PingOne does not accept the access token" + (told.isEmpty() ? "" : " " + told),
        failure.description());
  }

  @Test
  void anotherStatusIsInvalid() {
    StepFailure failure =
        StepFailures.of(() -> UserInfo.judge(answer(Step.USERINFO, 404).json("{}").build(), null));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the UserInfo endpoint answered 404", failure.description());
  }

  private static ResponseBuilder ok(String json) {
    return answer(Step.USERINFO, 200).json(json);
  }
}
