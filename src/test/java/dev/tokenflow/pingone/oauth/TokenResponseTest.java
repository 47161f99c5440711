package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.ServerNumbers;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.buffer.Buffer;
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

    assertEquals(
        new TokenResponse("at", Duration.ofHours(1), "openid profile", "it", "rt"), tokens);
  }

  @Test
  void optionalFieldsMayBeAbsent() {
    assertEquals(
        new TokenResponse("at", null, null, null, null),
        granted("{'access_token':'at','token_type':'Bearer'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
  void tokenTypeIsCaseInsensitive(String tokenType) {
    assertEquals(
        "at", granted("{'access_token':'at','token_type':'" + tokenType + "'}").accessToken());
  }

  /** A lifetime of 10 years at most; what is no lifetime is as absent. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "3600, 3600",
        "'3600', 3600",
        "' 3600 ', 3600",
        "3600.9, 3600",
        "'3600.0', 3600",
        "3.6e3, 3600",
        "315360000, 315360000",
        "315360001, 315360000",
        "9223372036854775807, 315360000",
        "9223372036854775808, 315360000",
        "'18446744073709551616', 315360000",
        "1e999999999, 315360000",
        "0,",
        "'0',",
        "0.5,",
        "-0.0,",
        "-1,",
        "-1e999999999,",
        "1e-999999999,",
        "'-1',",
        "'1e5',",
        "'soon',",
        "'',",
        "'1h',",
        "true,",
        "null,",
        "[3600],",
        "{'seconds':3600},"
      })
  void readsExpiresInWithinBounds(String json, Long seconds) {
    assertEquals(
        seconds == null ? null : Duration.ofSeconds(seconds),
        granted("{'access_token':'at','token_type':'Bearer','expires_in':" + json + "}")
            .expiresIn());
  }

  @Test
  void readsExpiresInOfAnyLength() {
    String digits = "9".repeat(1_000);

    assertEquals(ServerNumbers.MAX_LIFETIME, expiresIn(digits));
    assertEquals(ServerNumbers.MAX_LIFETIME, expiresIn("'" + digits + "'"));
    assertNull(expiresIn("'" + "9".repeat(100_000) + "'"));
  }

  private static Duration expiresIn(String json) {
    return granted("{'access_token':'at','token_type':'Bearer','expires_in':" + json + "}")
        .expiresIn();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "['openid','profile'] | openid profile",
        "['openid',7,null,'profile'] | openid profile",
        "'openid' | openid",
        "[] |",
        "'' |",
        "' ' |",
        "7 |",
        "{'openid':true} |"
      })
  void readsScopeAsTextOrArray(String json, String scope) {
    assertEquals(
        scope, granted("{'access_token':'at','token_type':'Bearer','scope':" + json + "}").scope());
  }

  /** Issued tokens are not thrown away, nor a rotated refresh token, because of another field. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id_token':''",
        "'id_token':7",
        "'id_token':{'jwt':'it'}",
        "'id_token':['it']",
        "'id_token':true",
        "'scope':{}",
        "'expires_in':[]",
        "'error':{}",
        "'error':'invalid_request'",
        "'error_description':7",
        "'id':[[[]]]",
        "'new':{'a':[1,2,{'b':null}]}"
      })
  void keepsTokensBesideAnOddField(String odd) {
    assertEquals(
        new TokenResponse("at", null, null, null, "rt"),
        granted("{'access_token':'at'," + odd + ",'token_type':'Bearer','refresh_token':'rt'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "null", "7", "true", "['new']", "{}"})
  void keepsTheRefreshTokenIfTheNewOneIsNone(String json) {
    assertEquals(
        "old",
        tokenSet(Grant.refreshToken("old", null, null, null), "'refresh_token':" + json)
            .refreshToken());
  }

  @Test
  void keepsTokensBesideATextInAnotherEncoding() {
    Buffer latin1 =
        Buffer.buffer(
            "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"user\":\"Zo\u00eb\"}"
                .getBytes(ISO_8859_1));

    assertEquals(
        "at",
        TokenResponse.parseResponse(answer(Step.TOKEN, 200).json(latin1).build()).accessToken());
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
        "{'access_token':{'value':'at'},'token_type':'Bearer'}"
            + " | the token response has no access_token",
        "{'access_token':7,'token_type':'Bearer'} | the token response has no access_token",
        "{'access_token':'at','token_type':['Bearer']} | the token response has no token_type",
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
  void reportsErrorWithStatus200() {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 200)
                .json("{\"error\":\"invalid_grant\",\"error_description\":\"Expired\"}"));

    assertEquals(ErrorCode.INVALID_GRANT, failure.error());
    assertEquals("the authorization server answered invalid_grant: Expired", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "''", "' '", "null", "['invalid_grant']", "{'code':'x'}"})
  void rejectsErrorThatIsNoCode(String error) {
    StepFailure failure =
        refusal(answer(Step.TOKEN, 400).json(("{'error':" + error + "}").replace('\'', '"')));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the token endpoint answered 400 without an error code", failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "''", "null", "['Sorry']", "{'en':'Sorry'}"})
  void reportsErrorWithoutOddDescription(String description) {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 400)
                .json(
                    ("{'error':'invalid_grant','error_description':" + description + "}")
                        .replace('\'', '"')));

    assertEquals(ErrorCode.INVALID_GRANT, failure.error());
    assertEquals("the authorization server answered invalid_grant", failure.description());
  }

  @Test
  void handsOnRetryAfterOfAnyStatus() {
    StepFailure failure =
        refusal(
            answer(Step.TOKEN, 400)
                .header("Retry-After", "7")
                .json("{\"error\":\"temporarily_unavailable\"}"));

    assertEquals(Duration.ofSeconds(7), failure.retryAfter());
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
