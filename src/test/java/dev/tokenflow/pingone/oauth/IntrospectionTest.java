package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionTest {

  @Test
  void requestHasTokenAndHintIfThereIsOne() {
    assertEquals("token=a%2Btoken", form(Introspection.request("a+token", null)));
    assertEquals(
        "token=a&token_type_hint=refresh_token", form(Introspection.request("a", "refresh_token")));
  }

  @Test
  void tokenIsASecretAndTheRequestMayBeResent() {
    EndpointRequest<JsonObject> request = Introspection.request("a", null);

    assertEquals(List.of("a"), request.form().secrets());
    assertEquals(Step.INTROSPECT, request.kind().step());
    assertEquals(RequestKind.INTROSPECT, request.kind());
    assertEquals("EndpointRequest[INTROSPECT]", request.toString());
  }

  @Test
  void returnsTheAnswerUnchanged() {
    String answer = "{\"active\":true,\"scope\":\"openid\",\"ext\":{\"a\":[1]}}";

    assertEquals(new JsonObject(answer), Introspection.parseResponse(ok(answer).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"active\":\"true\"}", "{\"active\":null}"})
  void rejectsAnswerWithoutActive(String answer) {
    StepFailure failure = StepFailures.of(() -> Introspection.parseResponse(ok(answer).build()));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the introspection response has no active, expected true or false", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "", "{", "{\"active\":true} tail", "true"})
  void rejectsAnswerThatIsNotAJsonObject(String answer) {
    assertEquals(
        ErrorCode.INVALID_RESPONSE,
        StepFailures.of(() -> Introspection.parseResponse(ok(answer).build())).error());
  }

  @Test
  void reportsErrorCodeWithoutTheToken() {
    StepFailure failure =
        StepFailures.of(
            () ->
                Introspection.parseResponse(
                    answer(Step.INTROSPECT, 401)
                        .json("{\"error\":\"invalid_client\",\"error_description\":\"no s3cret\"}")
                        .toRequestWith("s3cret")
                        .build()));

    assertEquals(ErrorCode.INVALID_CLIENT, failure.error());
    assertEquals(Step.INTROSPECT, failure.step());
    assertEquals("the authorization server answered invalid_client: no ***", failure.description());
  }

  @Test
  void namesTheEndpointIfTheErrorHasNoCode() {
    StepFailure failure =
        StepFailures.of(
            () -> Introspection.parseResponse(answer(Step.INTROSPECT, 404).json("{}").build()));

    assertEquals(
        "the introspection endpoint answered 404 without an error code", failure.description());
  }

  private static String form(EndpointRequest<?> request) {
    return request.form().encoded();
  }

  private static ResponseBuilder ok(String json) {
    return answer(Step.INTROSPECT, 200).json(json);
  }
}
