package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenResponseTest {

  @Test
  void readsAllFieldsAndIgnoresUnknownOnes() {
    TokenResponse tokens =
        TokenResponse.parseResponse(
            answer(Step.TOKEN, 200)
                .json(
                    """
                    {"access_token":"at","token_type":"Bearer","expires_in":3600,
                     "scope":"openid profile","id_token":"it","refresh_token":"rt",
                     "session_id":{"new":[1,2,3]}}""")
                .build());

    assertEquals(new TokenResponse("at", "Bearer", 3600L, "openid profile", "it", "rt"), tokens);
  }

  @Test
  void optionalFieldsMayBeAbsent() {
    assertEquals(
        new TokenResponse("at", "Bearer", null, null, null, null),
        granted("{'access_token':'at','token_type':'Bearer'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
  void tokenTypeIsCaseInsensitive(String tokenType) {
    assertEquals(
        tokenType, granted("{'access_token':'at','token_type':'" + tokenType + "'}").tokenType());
  }

  @Test
  void expiresInMayBeAString() {
    assertEquals(
        3600L,
        granted("{'access_token':'at','token_type':'Bearer','expires_in':'3600'}").expiresIn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'token_type':'Bearer'} | the token response has no access_token",
        "{'access_token':null,'token_type':'Bearer'} | the token response has no access_token",
        "{'access_token':'','token_type':'Bearer'} | the token response has no access_token",
        "{'access_token':'at'} | the token response has no token_type",
        "{'access_token':'at','token_type':''} | the token response has no token_type",
        "{'access_token':'at','token_type':'Bearer','expires_in':-1}"
            + " | the token response's expires_in is out of range",
        "{'access_token':'at','token_type':'Bearer','expires_in':'soon'}"
            + " | the JSON field 'expires_in' has an unexpected type",
        "{'access_token':'at','token_type':'Bearer','expires_in':99999999999999999999}"
            + " | the JSON field 'expires_in' has an unexpected type",
        "{'access_token':{'value':'at'},'token_type':'Bearer'}"
            + " | the JSON field 'access_token' has an unexpected type",
        "{'access_token':'at','token_type':['Bearer']}"
            + " | the JSON field 'token_type' has an unexpected type",
        "{'access_token':'at','token_type':'Bearer','scope':['openid']}"
            + " | the JSON field 'scope' has an unexpected type",
        "null | expected a JSON object, found null"
      })
  void rejectsAnythingElseNamingTheField(String json, String description) {
    StepFailure failure = refusal(answer(Step.TOKEN, 200).json(json.replace('\'', '"')));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(description, failure.description());
  }

  @Test
  void rejectsOtherTokenType() {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 200).json("{\"access_token\":\"at\",\"token_type\":\"Bearer \"}"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the token response's token_type is \"Bearer \", expected \"Bearer\"",
        failure.description());
  }

  @Test
  void rejectsExpiresInBeyondTheCalendar() {
    String json = "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":%d}";

    StepFailure failure = refusal(answer(Step.TOKEN, 200).json(json.formatted(Long.MAX_VALUE)));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[{\"access_token\":\"at\"}]", "\"at\"", "{\"access_token\":"})
  void rejectsBodyThatIsNotAJsonObject(String body) {
    StepFailure failure = refusal(answer(Step.TOKEN, 200).json(body));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertTrue(
        failure.description().startsWith("expected a JSON object, found "), failure.description());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403})
  void rejectsPageWithoutQuotingIt(int status) {
    StepFailure failure = refusal(answer(Step.TOKEN, status).html("<html>Sorry</html>"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "expected a JSON object, found 18 octets of text/html (status " + status + ")",
        failure.description());
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, INVALID_CLIENT",
    "401, invalid_client, INVALID_CLIENT",
    "400, invalid_grant, INVALID_GRANT",
    "400, invalid_scope, INVALID_SCOPE",
    "400, invalid_request, CONFIGURATION",
    "400, unauthorized_client, CONFIGURATION",
    "400, unsupported_grant_type, CONFIGURATION",
    "400, something_new, FLOW_FAILED"
  })
  void mapsErrorCode(int status, String error, ErrorCode meaning) {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, status)
                .json("{\"error\":\"" + error + "\",\"error_description\":\"Sorry\"}"));

    assertEquals(meaning, failure.error());
    assertEquals("the authorization server answered " + error + ": Sorry", failure.description());
    assertEquals(status, failure.httpStatus());
  }

  @Test
  void rejectsErrorWithoutCode() {
    StepFailure failure = refusal(answer(Step.TOKEN, 404).json("{\"path\":\"/as/token\"}"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the token endpoint answered 404 without an error code", failure.description());
  }

  @Test
  void rejectsSuccessOtherThan200() {
    assertEquals(
        ErrorCode.INVALID_RESPONSE,
        refusal(answer(Step.TOKEN, 202).json("{\"access_token\":\"at\",\"token_type\":\"Bearer\"}"))
            .error());
  }

  @Test
  void redactsWhatWasSent() {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 400)
                .toRequestWith("the-code", "the-verifier", "the.client.assertion")
                .json(
                    """
                    {"id":"id of the-code","error":"invalid_grant","error_description":
                     "the-code, the-verifier and the.client.assertion do not match"}"""));

    assertEquals(
        "the authorization server answered invalid_grant: ***, *** and *** do not match",
        failure.description());
    assertEquals("id of ***", failure.pingoneId());
  }

  @Test
  void keepsTheIdOfAnError() {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 400)
                .header("Correlation-Id", "correlation-1")
                .json("{\"id\":\"error-1\",\"error\":\"invalid_grant\"}"));

    assertEquals("error-1", failure.pingoneId());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403})
  void keepsTheCorrelationIdIfTheErrorHasNoId(int status) {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, status)
                .header("Correlation-Id", "correlation-1")
                .html("<html>Sorry</html>"));

    assertEquals("correlation-1", failure.pingoneId());
  }

  @Test
  void missingScopeIsTheRequestedOne() {
    assertEquals("a b", tokenSet(Grant.clientCredentials("a b"), "'scope':null").scope());
    assertEquals("a", tokenSet(Grant.clientCredentials("a b"), "'scope':'a'").scope());
  }

  @Test
  void expiresCountingFromTheArrivalOfTheResponse() {
    TokenSet tokens = tokenSet(Grant.clientCredentials(null), "'expires_in':60");

    assertEquals(Duration.ofSeconds(60), tokens.expiresIn());
    assertEquals(Instant.parse("2026-03-01T12:01:00Z"), tokens.expiresAt());
    assertNull(tokenSet(Grant.clientCredentials(null), "'scope':null").expiresAt());
  }

  @Test
  void refreshTokenStaysIfTheServerDoesNotRotateIt() {
    Grant refresh = Grant.refreshToken("old", null, null, null);

    assertEquals("old", tokenSet(refresh, "'scope':null").refreshToken());
    assertEquals("new", tokenSet(refresh, "'refresh_token':'new'").refreshToken());
  }

  @Test
  void clientCredentialsYieldNothingOfAUser() {
    TokenSet tokens =
        tokenSet(Grant.clientCredentials(null), "'id_token':'it','refresh_token':'rt'");

    assertEquals("at", tokens.accessToken());
    assertNull(tokens.idToken());
    assertNull(tokens.refreshToken());
  }

  private static TokenSet tokenSet(Grant grant, String field) {
    return granted("{'access_token':'at','token_type':'Bearer'," + field + "}")
        .toTokenSet(grant, Instant.parse("2026-03-01T12:00:00.9Z"), null);
  }

  @Test
  void toStringHidesTokens() {
    String shown = granted("{'access_token':'a-token','token_type':'Bearer'}").toString();

    assertFalse(shown.contains("a-token"), shown);
  }

  private static TokenResponse granted(String json) {
    return TokenResponse.parseResponse(
        answer(Step.TOKEN, 200).json(json.replace('\'', '"')).build());
  }

  private static StepFailure refusal(ResponseBuilder answer) {
    StepFailure failure = StepFailures.of(() -> TokenResponse.parseResponse(answer.build()));
    assertEquals(Step.TOKEN, failure.step());
    return failure;
  }
}
