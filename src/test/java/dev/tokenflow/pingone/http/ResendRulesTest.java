package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.http.ResendRules.Remedy;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResendRulesTest {
  /** Kind; the remedy if it was not processed; the remedy if its fate is unknown. */
  private static final String TABLE =
      """
      AUTHORIZE           RESEND      RESEND
      AUTHORIZE_PUSHED    BEGIN_ANEW  BEGIN_ANEW
      PUSH_AUTHORIZATION  RESEND      RESEND
      KEY_SET             RESEND      RESEND
      KEY_SET_AHEAD       RESEND      RESEND
      USER_INFO           RESEND      RESEND
      INTROSPECT          RESEND      RESEND
      REVOKE              RESEND      RESEND
      SIGN_OFF            RESEND      RESEND
      CLIENT_CREDENTIALS  RESEND      RESEND
      LOOK_AT_FLOW        RESEND      RESEND
      RESUME              RESEND      LOOK_AND_RESEND_ONCE
      CREDENTIALS         RESEND      LOOK_AT_FLOW
      ACTION              RESEND      LOOK_AT_FLOW
      AUTHORIZATION_CODE  RESEND      FAIL
      REFRESH_TOKEN       RESEND      FAIL
      """;

  private static List<String[]> rows() {
    return TABLE.lines().map(row -> row.trim().split(" +")).toList();
  }

  static Stream<Arguments> table() {
    return rows().stream()
        .flatMap(
            row ->
                Stream.of(
                    Arguments.of(row[0], Fate.NOT_PROCESSED, row[1]),
                    Arguments.of(row[0], Fate.UNKNOWN, row[2])));
  }

  @ParameterizedTest
  @MethodSource("table")
  void followTheTable(RequestKind kind, Fate fate, Remedy remedy) {
    assertEquals(remedy, ResendRules.remedy(kind, fate));
  }

  @Test
  void tableHasARowForEveryKind() {
    assertEquals(
        Arrays.stream(RequestKind.values()).map(Enum::name).collect(Collectors.toSet()),
        rows().stream().map(row -> row[0]).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void finalAnswerHasNoRemedy(RequestKind kind) {
    assertEquals(Remedy.FAIL, ResendRules.remedy(kind, null));
  }

  @ParameterizedTest
  @EnumSource
  void onlyCredentialsThatWereSentOnceReplaceAFlowBegunAhead(RequestKind kind) {
    assertEquals(kind == RequestKind.CREDENTIALS, ResendRules.replacesFlowBegunAhead(kind, 1));
    assertFalse(ResendRules.replacesFlowBegunAhead(kind, 2));
  }

  /** A key set that is rate limited fails after the refresh was processed. */
  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, TOKEN, true",
    "OVERLOADED, REQUEST, true",
    "INTERNAL, REQUEST, false",
    "RATE_LIMITED, ID_TOKEN, false",
    "UNAVAILABLE, TOKEN, false",
    "TIMEOUT, TOKEN, false",
    "INVALID_ID_TOKEN, ID_TOKEN, false"
  })
  void refreshTokenIsReusedOnlyIfTheRefreshWasNotProcessed(
      ErrorCode error, Step step, boolean reusable) {
    Failure failure = Failure.of(error, step, "why", null, "c-1");

    assertEquals(reusable, ResendRules.mayReuseRefreshToken(failure));
  }
}
