package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedAuthorizationTest {

  /** RFC 9126 section 2.2 has 201; a 200 says the same. */
  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void referenceIsThatOfTheAnswer(int status) {
    PushedAuthorization pushed =
        PushedAuthorization.of(
            answer(Step.AUTHORIZE, status)
                .json("{\"request_uri\":\"urn:x:1\",\"expires_in\":60}")
                .build());

    assertEquals("urn:x:1", pushed.requestUri());
    assertEquals("PushedAuthorization[***]", pushed.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"request_uri\":\" \"}", "{\"request_uri\":null}"})
  void answerWithoutAReferenceIsInvalid(String body) {
    StepFailure failure =
        StepFailures.of(
            () -> PushedAuthorization.of(answer(Step.AUTHORIZE, 201).json(body).build()));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the pushed authorization response has no request_uri", failure.description());
  }

  @Test
  void errorIsToldByItsCode() {
    StepFailure failure =
        StepFailures.of(
            () ->
                PushedAuthorization.of(
                    answer(Step.AUTHORIZE, 400).json("{\"error\":\"invalid_scope\"}").build()));

    assertEquals(ErrorCode.INVALID_SCOPE, failure.error());
    assertEquals(Step.AUTHORIZE, failure.step());
  }
}
