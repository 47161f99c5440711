package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.ResponseBuilder;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformErrorTest {

  @ParameterizedTest(name = "{0} {1} {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CREDENTIALS | 400 | {'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE'}]}"
            + " | INVALID_CREDENTIALS",
        "CREDENTIALS | 403 | {'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE'}]}"
            + " | INVALID_CREDENTIALS",
        "CREDENTIALS | 400 | {'code':'INVALID_DATA'} | INVALID_CREDENTIALS",
        "CREDENTIALS | 400 | {'code':'INVALID_DATA','details':[]} | INVALID_CREDENTIALS",
        "CREDENTIALS | 400 | {'code':'INVALID_DATA','details':[{'code':'REQUIRED_VALUE'}]}"
            + " | FLOW_FAILED",
        "CREDENTIALS | 400 | {'code':'INVALID_DATA',"
            + "'details':[{'code':'REQUIRED_VALUE'},{'code':'INVALID_VALUE'}]}"
            + " | INVALID_CREDENTIALS",
        "RESUME | 400 | {'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE'}]}"
            + " | FLOW_FAILED",
        "RESUME | 400 | {'code':'INVALID_REQUEST'} | FLOW_FAILED",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST','details':[{'target':'client_id'}]}"
            + " | INVALID_CLIENT",
        "AUTHORIZE | 400 | {'code':'INVALID_DATA','details':[{'target':'client_id'}]}"
            + " | INVALID_CLIENT",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST','details':[{'target':'scope'}]}"
            + " | INVALID_SCOPE",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST','details':[{'target':'prompt'}]}"
            + " | INVALID_REQUEST",
        "AUTHORIZE | 400 | {'code':'INVALID_DATA','details':[{},{'target':'max_age'}]}"
            + " | INVALID_REQUEST",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST','details':[{'target':'redirect_uri'}]}"
            + " | CONFIGURATION",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST','details':[{'code':'INVALID_VALUE'}]}"
            + " | CONFIGURATION",
        "AUTHORIZE | 400 | {'code':'INVALID_REQUEST'} | CONFIGURATION",
        "AUTHORIZE | 404 | {'code':'NOT_FOUND'} | CONFIGURATION",
        "CREDENTIALS | 404 | {'code':'NOT_FOUND'} | FLOW_EXPIRED",
        "CREDENTIALS | 400 | {'code':'NOT_FOUND'} | FLOW_EXPIRED",
        "RESUME | 404 | {'code':'NOT_FOUND'} | FLOW_EXPIRED",
        "CREDENTIALS | 403 | {'code':'ACCESS_FAILED'} | ACCESS_DENIED",
        "CREDENTIALS | 400 | {'code':'ACCESS_FAILED'} | ACCESS_DENIED",
        "ACTION | 400 | {'code':'INVALID_DATA','details':[{'code':'INVALID_OTP'}]}"
            + " | INVALID_CREDENTIALS",
        "ACTION | 403 | {'code':'INVALID_DATA',"
            + "'details':[{'code':'INVALID_VALUE','target':'recoveryCode'}]}"
            + " | INVALID_CREDENTIALS",
        "ACTION | 400 | {'code':'INVALID_DATA',"
            + "'details':[{'code':'INVALID_VALUE','target':'newPassword'}]}"
            + " | INVALID_REQUEST",
        "ACTION | 400 | {'code':'INVALID_DATA',"
            + "'details':[{'code':'REQUIRED_VALUE','target':'otp'}]}"
            + " | INVALID_REQUEST",
        "ACTION | 400 | {'code':'INVALID_DATA','details':[{'code':'QUOTA_EXCEEDED'}]}"
            + " | RATE_LIMITED",
        "CREDENTIALS | 429 | {'code':'INVALID_DATA','details':[{'code':'QUOTA_EXCEEDED'}]}"
            + " | RATE_LIMITED",
        "RESUME | 429 | {'code':'QUOTA_EXCEEDED'} | RATE_LIMITED",
        "ACTION | 429 | {'details':{'code':'PASSWORD_LOCKED_OUT'}} | ACCOUNT_LOCKED",
        "ACTION | 400 | {'code':'INVALID_REQUEST'} | INVALID_REQUEST",
        "ACTION | 415 | {'code':'INVALID_REQUEST'} | ACTION_UNSUPPORTED",
        "ACTION | 415 | {'message':'Unsupported Media Type'} | ACTION_UNSUPPORTED",
        "ACTION | 404 | {'code':'NOT_FOUND'} | FLOW_EXPIRED",
        "AUTHORIZE | 400 | {'code':'REQUEST_LIMITED'} | RATE_LIMITED",
        "RESUME | 400 | {'code':'UNEXPECTED_ERROR'} | UNAVAILABLE"
      })
  void prefersGeneralCodeToStatus(Step step, int status, String json, ErrorCode meaning) {
    assertEquals(meaning, failure(json(step, status, json)).error());
  }

  /** As large as an answer may be: the time must not grow with the square of it. */
  @ParameterizedTest
  @ValueSource(strings = {"LOCKED_", "_LOCKED", "_", "DISABLED_", "QUOTA_EXCEEDED_", "a_"})
  void readsCodesOfAMegabyte(String part) {
    JsonObject error =
        new JsonObject()
            .put("code", part.repeat(400_000 / part.length()) + "\n")
            .put(
                "details",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("code", part.repeat(400_000 / part.length()) + "\n")
                            .put("target", part.repeat(100_000 / part.length()))));

    StepFailure failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> failure(json(Step.CREDENTIALS, 429, error.encode())));

    assertTrue(failure.description().length() <= 200);
    assertTrue(failure.details().get(0).code().length() <= 200);
  }

  /** A lock ends within a day, or its end is not known, and every number can be shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "-1e400",
        "9223372036854775808",
        "-1",
        "0.5",
        "'999999999999999999999999'",
        "'NaN'",
        "true",
        "null",
        "{}"
      })
  void boundsTheNumbersOfALock(String number) {
    StepFailure failure =
        failure(
            json(
                Step.CREDENTIALS,
                403,
                "{'code':'PASSWORD_LOCKED_OUT','details':[{'code':'X','innerError':"
                    + "{'secondsUntilUnlock':@,'failuresRemaining':@}}]}".replace("@", number)));

    Duration wait = failure.retryAfter();
    assertTrue(wait == null || (!wait.isNegative() && wait.compareTo(Duration.ofDays(1)) <= 0));
    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure.error());
    String shown = failure.details().get(0).innerError().encode();
    assertEquals(shown, new JsonObject(shown).encode());
  }

  @ParameterizedTest
  @CsvSource({
    "PASSWORD_LOCKED_OUT, ACCOUNT_LOCKED",
    "ACCOUNT_LOCKED, ACCOUNT_LOCKED",
    "USER_DISABLED, ACCOUNT_DISABLED",
    "ACCOUNT_DISABLED, ACCOUNT_DISABLED"
  })
  void prefersAccountStateToGeneralCode(String code, ErrorCode meaning) {
    for (int status : new int[] {400, 401, 403}) {
      String asDetail =
          "{'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE'},{'code':'" + code + "'}]}";
      assertEquals(meaning, failure(json(Step.CREDENTIALS, status, asDetail)).error());
      String asCode = "{'code':'" + code + "'}";
      assertEquals(meaning, failure(json(Step.CREDENTIALS, status, asCode)).error());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CREDENTIALS, CONTENT_BLOCKED, FLOW_FAILED",
    "AUTHORIZE, APPLICATION_DISABLED, CONFIGURATION",
    "CREDENTIALS, INVALID_REQUEST, FLOW_FAILED"
  })
  void ignoresCodesThatOnlyResembleAnAccountStateOrWrongPassword(
      Step step, String code, ErrorCode meaning) {
    assertEquals(meaning, failure(json(step, 400, "{'code':'" + code + "'}")).error());
  }

  @Test
  void readsErrorOfFlowInErrorResponse() {
    String flow =
        "{'id':'flow-1','status':'USERNAME_PASSWORD_REQUIRED','error':{'code':'PASSWORD_LOCKED_OUT'}}";

    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure(json(Step.CREDENTIALS, 400, flow)).error());
  }

  @Test
  void readsDurationOfLock() {
    StepFailure failure =
        failure(
            json(
                Step.CREDENTIALS,
                400,
                "{'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE'},"
                    + "{'code':'PASSWORD_LOCKED_OUT','innerError':{'secondsUntilUnlock':840}}]}"));

    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure.error());
    assertEquals(Duration.ofMinutes(14), failure.retryAfter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'secondsUntilUnlock':'a while'}", "{'secondsUntilUnlock':-1}", "null"})
  void acceptsLockWithoutDuration(String innerError) {
    StepFailure failure =
        failure(
            json(
                Step.CREDENTIALS,
                400,
                "{'details':[{'code':'PASSWORD_LOCKED_OUT','innerError':" + innerError + "}]}"));

    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure.error());
    assertNull(failure.retryAfter());
  }

  @ParameterizedTest
  @CsvSource({
    "CREDENTIALS, 401, ACCESS_DENIED",
    "CREDENTIALS, 403, ACCESS_DENIED",
    "AUTHORIZE, 404, CONFIGURATION",
    "RESUME, 404, FLOW_EXPIRED",
    "CREDENTIALS, 410, FLOW_EXPIRED",
    "CREDENTIALS, 405, INTERNAL",
    "CREDENTIALS, 406, INTERNAL",
    "CREDENTIALS, 415, INTERNAL",
    "AUTHORIZE, 400, CONFIGURATION",
    "RESUME, 400, FLOW_FAILED"
  })
  void usesStatusIfTheCodeIsUnknown(Step step, int status, ErrorCode meaning) {
    assertEquals(meaning, failure(json(step, status, "{}")).error());
    assertEquals(meaning, failure(json(step, status, "{'code':'SOMETHING_NEW'}")).error());
  }

  @Test
  void readsRetryAfterOfRateLimit() {
    StepFailure failure =
        failure(json(Step.AUTHORIZE, 400, "{'code':'REQUEST_LIMITED'}").header("Retry-After", "7"));

    assertEquals(ErrorCode.RATE_LIMITED, failure.error());
    assertEquals(Duration.ofSeconds(7), failure.retryAfter());
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_client, INVALID_CLIENT",
    "invalid_scope, INVALID_SCOPE",
    "invalid_request, CONFIGURATION",
    "access_denied, ACCESS_DENIED"
  })
  void readsOAuthError(String error, ErrorCode meaning) {
    StepFailure failure =
        failure(
            json(Step.AUTHORIZE, 400, "{'error':'" + error + "','error_description':'Not today'}"));

    assertEquals(meaning, failure.error());
    assertEquals(
        "the authorization server answered " + error + ": Not today", failure.description());
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME"})
  void rejectsHtmlWithoutQuotingIt(Step step) {
    StepFailure failure = parseError(answer(step, 403).html("<html>Blocked</html>"));

    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    assertFalse(failure.description().contains("Blocked"), failure.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "'INVALID_DATA'"})
  void rejectsOtherJsonShapes(String json) {
    assertEquals(ErrorCode.INVALID_RESPONSE, parseError(json(Step.CREDENTIALS, 400, json)).error());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':'INVALID_DATA','details':{'code':'INVALID_VALUE'}}",
        "{'code':'INVALID_DATA','details':['x',7,null,{'code':'INVALID_VALUE','innerError':'x'}]}",
        "{'code':'INVALID_DATA','details':'INVALID_VALUE'}",
        "{'code':'INVALID_DATA','details':7,'message':{}}",
        "{'code':'INVALID_DATA','details':[{'code':{},'target':[]},{'code':'INVALID_VALUE'}]}",
        "{'id':7,'code':'INVALID_DATA','error':[],'error_description':{}}"
      })
  void passesOverWhatIsOdd(String json) {
    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure(json(Step.CREDENTIALS, 400, json)).error());
  }

  @Test
  void showsNumericCode() {
    assertEquals(
        "PingOne answered 7 (8 x): Sorry",
        failure(
                json(
                    Step.CREDENTIALS,
                    400,
                    "{'code':7,'message':'Sorry','details':{'code':8,'target':'x'}}"))
            .description());
  }

  @ParameterizedTest
  @CsvSource({
    "otp, otp.check, INVALID_CREDENTIALS",
    "assertion, assertion.check, INVALID_CREDENTIALS",
    "username, usernamePassword.check, INVALID_CREDENTIALS",
    "username, user.lookup, INVALID_CREDENTIALS",
    "username, user.register, INVALID_REQUEST",
    "password, user.register, INVALID_REQUEST",
    "username, password.forgot, INVALID_REQUEST",
    "newPassword, password.reset, INVALID_REQUEST"
  })
  void tellsWrongProofFromRefusedInput(String target, String action, ErrorCode meaning) {
    Response response =
        json(
                Step.ACTION,
                400,
                "{'code':'INVALID_DATA','details':[{'code':'INVALID_VALUE','target':'"
                    + target
                    + "'}]}")
            .build();

    assertEquals(meaning, PlatformError.failure(response, action).error());
  }

  @ParameterizedTest
  @CsvSource({
    "otp, OTP_EXPIRED, INVALID_CREDENTIALS",
    "recoveryCode, EXPIRED, INVALID_CREDENTIALS",
    "verificationCode, EXPIRED_CODE, INVALID_CREDENTIALS",
    "newPassword, EXPIRED, INVALID_REQUEST"
  })
  void expiredCodeIsAWrongOne(String target, String code, ErrorCode meaning) {
    Response response =
        json(
                Step.ACTION,
                400,
                "{'code':'INVALID_DATA','details':[{'code':'"
                    + code
                    + "','target':'"
                    + target
                    + "'}]}")
            .build();

    assertEquals(meaning, PlatformError.failure(response, "otp.check").error());
  }

  /** Only a hint says whose account it is, before anybody signed on. */
  @ParameterizedTest
  @CsvSource({
    "USER_DISABLED, ACCOUNT_DISABLED, CONFIGURATION",
    "PASSWORD_LOCKED_OUT, ACCOUNT_LOCKED, CONFIGURATION",
    "QUOTA_EXCEEDED, RATE_LIMITED, CONFIGURATION"
  })
  void stateOfTheUserCountsWhereAHintNamesOne(
      String code, ErrorCode withHint, ErrorCode withoutHint) {
    Response response =
        json(Step.AUTHORIZE, 400, "{'code':'INVALID_REQUEST','details':[{'code':'" + code + "'}]}")
            .build();

    assertEquals(withHint, PlatformError.failure(response, PlatformError.LOGIN_HINT).error());
    assertEquals(withoutHint, PlatformError.failure(response, null).error());
  }

  @ParameterizedTest
  @CsvSource({"AUTHORIZE, 400", "CREDENTIALS, 400", "ACTION, 400", "RESUME, 403"})
  void missingSecondFactorIsAccessDenied(Step step, int status) {
    StepFailure failure =
        failure(
            json(
                step,
                status,
                "{'code':'INVALID_REQUEST','details':[{'code':'NO_USABLE_DEVICES',"
                    + "'innerError':{'unavailableDevices':[{'id':'d-1'}]}}]}"));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertTrue(
        failure.description().endsWith("and the user has no usable device"), failure.description());
  }

  @Test
  void handsOnDetailsWithinTheirBounds() {
    String fault =
        "{'code':'INVALID_VALUE','target':'newPassword','message':'hunter22 \\u202eis too short%s',"
            + "'innerError':{'unsatisfiedRequirements':['length'],'quoted':['hunter22'],"
            + "'long':'%s','failuresRemaining':3}}";
    String faults =
        Collections.nCopies(30, fault.formatted("!".repeat(300), "x".repeat(3000))).stream()
            .collect(Collectors.joining(","));

    List<Failure.Detail> details =
        failure(
                json(Step.ACTION, 400, "{'code':'INVALID_DATA','details':[" + faults + "]}")
                    .toRequestWith("hunter22"))
            .details();

    assertEquals(20, details.size());
    Failure.Detail detail = details.get(0);
    assertEquals("newPassword", detail.target());
    assertEquals(200, requireNonNull(detail.message()).length());
    assertTrue(detail.message().startsWith("*** is too short!"), detail.message());
    assertEquals(
        new JsonObject(
            """
            {"unsatisfiedRequirements":["length"],"quoted":["***"],"failuresRemaining":3}"""),
        detail.innerError());
  }

  @ParameterizedTest
  @CsvSource({
    "login_required, FLOW_FAILED",
    "interaction_required, FLOW_FAILED",
    "consent_required, FLOW_FAILED",
    "account_selection_required, FLOW_FAILED",
    "access_denied, ACCESS_DENIED",
    "invalid_scope, INVALID_SCOPE",
    "server_error, UNAVAILABLE",
    "temporarily_unavailable, UNAVAILABLE",
    "invalid_request, CONFIGURATION",
    "unauthorized_client, CONFIGURATION"
  })
  void readsOAuthErrorInFlow(String code, ErrorCode meaning) {
    StepFailure failure = failureOfFlow(FlowError.of(Map.of("code", code, "message", "Why"), null));

    assertEquals(meaning, failure.error());
    assertEquals("the authorization server answered " + code + ": Why", failure.description());
  }

  @Test
  void describesCodesTargetsAndMessage() {
    assertEquals(
        "PingOne answered INVALID_DATA (INVALID_VALUE password, SIZE_LIMIT_EXCEEDED):"
            + " The request could not be completed.",
        failure(
                json(
                    Step.CREDENTIALS,
                    400,
                    "{'code':'INVALID_DATA','message':'The request could not be completed.',"
                        + "'details':[{'code':'INVALID_VALUE','target':'password','message':'No'},"
                        + "{'code':'SIZE_LIMIT_EXCEEDED'}]}"))
            .description());
  }

  @Test
  void describesStatusWithoutCode() {
    assertEquals(
        "PingOne answered 415: What is this?",
        failure(json(Step.CREDENTIALS, 415, "{'message':'What is this?'}")).description());
  }

  @Test
  void omitsEmptyDetails() {
    StepFailure failure =
        failure(
            json(
                Step.CREDENTIALS,
                400,
                "{'code':'INVALID_DATA','details':[null,{},{'target':'password'},null,"
                    + "{'code':'INVALID_VALUE'}]}"));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals("PingOne answered INVALID_DATA (password, INVALID_VALUE)", failure.description());
  }

  @Test
  void redactsQuotedPassword() {
    StepFailure failure =
        failure(
            json(
                    Step.CREDENTIALS,
                    400,
                    "{'id':'hunter2','code':'INVALID_DATA','message':'hunter2 is wrong',"
                        + "'details':[{'code':'INVALID_VALUE','target':'hunter2'}]}")
                .toRequestWith("hunter2"));

    assertEquals(
        "PingOne answered INVALID_DATA (INVALID_VALUE ***): *** is wrong", failure.description());
    assertEquals("***", failure.pingoneId());
  }

  @Test
  void keepsStepStatusAndId() {
    StepFailure failure =
        failure(
            json(Step.CREDENTIALS, 400, "{'id':'error-1','code':'INVALID_DATA'}")
                .header("Correlation-Id", "correlation-1"));

    assertEquals(Step.CREDENTIALS, failure.step());
    assertEquals(400, failure.httpStatus());
    assertEquals("error-1", failure.pingoneId());
  }

  @Test
  void usesCorrelationIdIfTheErrorHasNoId() {
    StepFailure failure =
        failure(
            json(Step.CREDENTIALS, 400, "{'code':'INVALID_DATA'}")
                .header("Correlation-Id", "correlation-1"));

    assertEquals("correlation-1", failure.pingoneId());
  }

  @ParameterizedTest
  @CsvSource({
    "PASSWORD_LOCKED_OUT, ACCOUNT_LOCKED",
    "USER_DISABLED, ACCOUNT_DISABLED",
    "NO_MORE_POLICIES, FLOW_FAILED"
  })
  void readsErrorOfFailedFlow(String code, ErrorCode meaning) {
    StepFailure failure =
        failureOfFlow(FlowError.of(Map.of("code", code, "message", "Sorry, hunter2"), null));

    assertEquals(meaning, failure.error());
    assertEquals("PingOne failed the flow: " + code + ": Sorry, ***", failure.description());
    assertEquals("correlation-1", failure.pingoneId());
  }

  @Test
  void acceptsFailedFlowWithoutReason() {
    FlowError[] reasons = {null, FlowError.of(Map.of(), null), FlowError.of(List.of(), null)};

    for (FlowError reason : reasons) {
      StepFailure failure = failureOfFlow(reason);
      assertEquals(ErrorCode.FLOW_FAILED, failure.error());
      assertEquals("PingOne failed the flow: no reason", failure.description());
    }
  }

  @ParameterizedTest
  @CsvSource({"18446744073709551621, 86400", "1e30, 86400", "'\"300\"', 300", "-5,", "true,"})
  void boundsTheDurationOfALock(String seconds, Long wait) {
    StepFailure failure =
        failure(
            json(
                Step.CREDENTIALS,
                400,
                "{'details':{'code':'ACCOUNT_LOCKED','innerError':{'secondsUntilUnlock':"
                    + seconds
                    + "}}}"));

    assertEquals(ErrorCode.ACCOUNT_LOCKED, failure.error());
    assertEquals(wait == null ? null : Duration.ofSeconds(wait), failure.retryAfter());
  }

  @Test
  void keepsDetailsBesideAnOAuthError() {
    JsonObject reason =
        new JsonObject(
            """
            {"code":"access_denied","message":"No","details":[{"code":"A_CODE","target":"t"}]}""");

    StepFailure failure = failureOfFlow(FlowError.of(reason.getMap(), null));

    assertEquals(ErrorCode.ACCESS_DENIED, failure.error());
    assertEquals("A_CODE", failure.details().get(0).code());
  }

  @Test
  void showsTheMessageOfAnErrorWithoutCode() {
    assertEquals(
        "PingOne failed the flow: no code: The policy broke.",
        failureOfFlow(FlowError.of(Map.of("message", "The policy broke."), null)).description());
  }

  /** Each secret is looked for at each place, and a server may set many cookies. */
  @ParameterizedTest
  @CsvSource({"0, 64", "4, 64", "32, 16"})
  void boundsTheWorkOfRedaction(int secrets, int kibibytes) {
    JsonObject inner = new JsonObject();
    IntStream.range(0, 20).forEach(i -> inner.put("k" + i, "w".repeat(2_000)));
    JsonArray faults = new JsonArray();
    IntStream.range(0, 20).forEach(i -> faults.add(new JsonObject().put("innerError", inner)));
    String body = new JsonObject().put("code", "INVALID_DATA").put("details", faults).encode();
    String[] sent = IntStream.range(0, secrets).mapToObj(i -> "secret-" + i).toArray(String[]::new);

    StepFailure failure = failure(answer(Step.ACTION, 400).toRequestWith(sent).json(body));

    int octets =
        failure.details().stream()
            .map(Failure.Detail::innerError)
            .filter(Objects::nonNull)
            .mapToInt(each -> each.encode().length())
            .sum();
    assertEquals(20, failure.details().size());
    assertEquals(kibibytes * 1024, octets, 3_000);
  }

  private static ResponseBuilder json(Step step, int status, String json) {
    return answer(step, status).json(json.replace('\'', '"'));
  }

  private static StepFailure failure(ResponseBuilder answer) {
    return PlatformError.failure(answer.build(), null);
  }

  private static StepFailure parseError(ResponseBuilder answer) {
    return StepFailures.of(() -> PlatformError.failure(answer.build(), null));
  }

  private static StepFailure failureOfFlow(FlowError reason) {
    return FlowError.failure(
        answer(Step.CREDENTIALS, 200)
            .header("Correlation-Id", "correlation-1")
            .toRequestWith("hunter2")
            .build(),
        reason,
        ErrorCode.FLOW_FAILED);
  }
}
