package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationResponseTest {
  private static final String REDIRECT_URI = "https://app.example.com/callback";
  private static final String WHERE = " (redirected to \"" + REDIRECT_URI + "\")";
  private static final String ISSUER = "https://auth.example.com/as";

  @Test
  void readsTheCode() {
    assertEquals("a b/c", code("?code=a+b%2Fc&state=the-state"));
  }

  @Test
  void readsTheCodeAfterTheQueryOfTheRedirectUri() {
    assertEquals("the-code", code("?tenant=1&code=the-code&state=the-state"));
  }

  @Test
  void rejectsStateOfAnotherRequest() {
    StepFailure failure = refusal("?code=the-code&state=another");

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals(
        "the redirect's state is not the one that was sent" + WHERE, failure.description());
  }

  @Test
  void rejectsCodeWithoutState() {
    StepFailure failure = refusal("?code=the-code");

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the redirect has no state" + WHERE, failure.description());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?error=access_denied&error_description=No",
        "?error=access_denied&error_description=No&state=",
        "#error=access_denied&error_description=No",
        "#/page?error=access_denied&error_description=No",
        ".elsewhere?error=access_denied&error_description=No"
      })
  void readsErrorWithoutStateWhereverItStands(String rest) {
    StepFailure failure = refusal(rest);

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertTrue(
        failure
            .description()
            .startsWith("the authorization server answered access_denied: No (without a state)"),
        failure.description());
  }

  @Test
  void namesOriginAndPathOfARedirectElsewhere() {
    StepFailure failure =
        StepFailures.of(
            () -> codeAt("https://me:pw@login.example/sign/on?code=the-code&state=the-state"));

    assertEquals(
        "the redirect does not lead to the redirect URI"
            + " (redirected to \"https://login.example/sign/on\")",
        failure.description());
  }

  @Test
  void doesNotTrustErrorOfAnotherRequest() {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal("?error=access_denied&state=another").error());
  }

  @Test
  void acceptsExpectedIssuer() {
    assertEquals(
        "the-code", code("?code=the-code&state=the-state&iss=https%3A%2F%2Fauth.example.com%2Fas"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https%3A%2F%2Fevil.example%2Fas", "https://auth.example.com/as/"})
  void rejectsOtherIssuer(String iss) {
    StepFailure failure = refusal("?code=the-code&state=the-state&iss=" + iss);

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertTrue(
        failure.description().contains(", expected \"" + ISSUER + '"'), failure.description());
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, ACCESS_DENIED",
    "invalid_scope, INVALID_SCOPE",
    "invalid_request, CONFIGURATION",
    "unauthorized_client, CONFIGURATION",
    "unsupported_response_type, CONFIGURATION",
    "server_error, UNAVAILABLE",
    "temporarily_unavailable, UNAVAILABLE",
    "login_required, FLOW_FAILED",
    "something_new, FLOW_FAILED"
  })
  void mapsErrorCode(String error, ErrorCode meaning) {
    StepFailure failure =
        refusal("?error=" + error + "&error_description=Not+today%21&state=the-state");

    assertEquals(meaning, failure.error());
    assertEquals(Step.RESUME, failure.step());
    assertEquals(
        "the authorization server answered " + error + ": Not today!", failure.description());
  }

  @Test
  void errorTakesPrecedenceOverCode() {
    assertEquals(
        ErrorCode.ACCESS_DENIED,
        refusal("?code=the-code&error=access_denied&state=the-state").error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?state=the-state", "?code=&state=the-state"})
  void rejectsResponseWithNeitherCodeNorError(String query) {
    StepFailure failure = refusal(query);

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertEquals("the redirect has neither code nor error" + WHERE, failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?code=%zz&state=the-state", "?code=the-code&state=%"})
  void rejectsUndecodableQuery(String query) {
    assertEquals(ErrorCode.INVALID_RESPONSE, refusal(query).error());
  }

  @ParameterizedTest
  @CsvSource({
    "100%, 100%",
    "%zz, %zz",
    "a;b, a;b",
    "a%3Bb, a;b",
  })
  void readsTheErrorWhateverItsDescription(String sent, String shown) {
    StepFailure failure = refusal("?error=access_denied&state=the-state&error_description=" + sent);

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertTrue(failure.description().endsWith(": " + shown), failure.description());
  }

  @Test
  void remarksTheMissingStateAfterALongDescription() {
    StepFailure failure = refusal("?error=access_denied&error_description=" + "x".repeat(400));

    assertTrue(failure.description().endsWith("x… (without a state)"), failure.description());
    assertEquals(200, failure.description().length());
  }

  @Test
  void failureKeepsTheSupportId() {
    StepFailure failure = refusal("?error=access_denied&state=the-state");

    assertEquals(302, failure.httpStatus());
    assertEquals("correlation-1", failure.pingoneId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?code=1&state=2", "?"})
  void acceptsRedirectUriWithQuery(String rest) {
    assertTrue(AuthorizationResponse.isAtRedirectUri(REDIRECT_URI + rest, REDIRECT_URI));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com/callback.evil?code=1",
        "https://app.example.com/callback/evil?code=1",
        "https://app.example.com/callback&code=1",
        "https://app.example.com/callback#code=1",
        "https://app.example.com/callback%3Fcode=1",
        "https://app.example.com.evil.example/callback?code=1",
        "https://app.example.com@evil.example/callback?code=1",
        "http://app.example.com/callback?code=1",
        "https://app.example.com/CALLBACK?code=1",
        "/callback?code=1",
        "//app.example.com/callback?code=1",
        "\\\\app.example.com/callback?code=1",
        "https:///callback?code=1",
        "https:app.example.com/callback?code=1",
        "?code=1",
        "https://evil.example/?to=https://app.example.com/callback?code=1"
      })
  void rejectsWhatOnlyResemblesTheRedirectUri(String location) {
    assertFalse(AuthorizationResponse.isAtRedirectUri(location, REDIRECT_URI));
  }

  @Test
  void acceptsFurtherParametersAfterTheQueryOfTheRedirectUri() {
    String redirectUri = REDIRECT_URI + "?tenant=1";

    assertTrue(AuthorizationResponse.isAtRedirectUri(redirectUri, redirectUri));
    assertTrue(AuthorizationResponse.isAtRedirectUri(redirectUri + "&code=1", redirectUri));
    assertFalse(AuthorizationResponse.isAtRedirectUri(redirectUri + "2&code=1", redirectUri));
    assertFalse(AuthorizationResponse.isAtRedirectUri(redirectUri + "?code=1", redirectUri));
    assertFalse(AuthorizationResponse.isAtRedirectUri(REDIRECT_URI + "?code=1", redirectUri));
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com/?code=1",
    "https://app.example.com/, https://app.example.com?code=1",
    "https://app.example.com/cb, HTTPS://APP.example.com:443/cb?code=1",
    "https://App.Example.com:443/cb, https://app.example.com/cb?code=1",
    "http://127.0.0.1:80/cb, http://127.0.0.1/cb?code=1",
    "myapp:/cb, myapp:/cb?code=1"
  })
  void acceptsTheRedirectUriInAnySpelling(String redirectUri, String location) {
    assertTrue(AuthorizationResponse.isAtRedirectUri(location, redirectUri));
  }

  private static String code(String query) {
    return codeAt(REDIRECT_URI + query);
  }

  private static String codeAt(String location) {
    return AuthorizationResponse.code(
        answer(Step.RESUME, 302)
            .header("Location", location)
            .header("Correlation-Id", "correlation-1")
            .build(),
        REDIRECT_URI,
        "the-state",
        ISSUER);
  }

  private static StepFailure refusal(String query) {
    return StepFailures.of(() -> code(query));
  }
}
