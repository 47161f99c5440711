package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionTest {

  @Test
  void requestHasTheTokenAndTheHintWhereThereIsOne() {
    assertEquals("token=a%2Btoken", Introspection.request(IssuedToken.of("a+token")).encoded());
    assertEquals(
        "token=a&token_type_hint=refresh_token",
        Introspection.request(IssuedToken.of("a").withTypeHint("refresh_token")).encoded());
  }

  @Test
  void answerIsHandedOnAsItCame() {
    String answer = "{\"active\":true,\"scope\":\"openid\",\"ext\":{\"a\":[1]}}";

    assertEquals(new JsonObject(answer), Introspection.judge(ok(answer).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"active\":\"true\"}", "{\"active\":null}"})
  void answerWithoutActiveIsInvalid(String answer) {
    StepFailure failure = StepFailures.of(() -> Introspection.judge(ok(answer).build()));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the introspection response has no active, expected true or false", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "", "{", "{\"active\":true} tail", "true"})
  void answerThatIsNoJsonObjectIsInvalid(String answer) {
    assertEquals(
        ErrorCode.INVALID_RESPONSE,
        StepFailures.of(() -> Introspection.judge(ok(answer).build())).error());
  }

  @Test
  void errorIsToldByItsCodeWithoutTheToken() {
    StepFailure failure =
        StepFailures.of(
            () ->
                Introspection.judge(
                    answer(Step.INTROSPECT, 401)
                        .json("{\"error\":\"invalid_client\",\"error_description\":\"no s3cret\"}")
                        .toRequestWith("s3cret")
                        .build()));

    assertEquals(ErrorCode.INVALID_CLIENT, failure.error());
    assertEquals(Step.INTROSPECT, failure.step());
    assertEquals("the authorization server answered invalid_client: no ***", failure.description());
  }

  @Test
  void errorWithoutACodeNamesTheEndpoint() {
    StepFailure failure =
        StepFailures.of(() -> Introspection.judge(answer(Step.INTROSPECT, 404).json("{}").build()));

    assertEquals(
        "the introspection endpoint answered 404 without an error code", failure.description());
  }

  private static ResponseBuilder ok(String json) {
    return answer(Step.INTROSPECT, 200).json(json);
  }
}
