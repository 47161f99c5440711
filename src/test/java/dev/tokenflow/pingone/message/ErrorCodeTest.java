package dev.tokenflow.pingone.message;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void hasTheNamesAndCodesOfTheContract() {
    assertEquals(
        Set.of(
            "400 invalid_request",
            "401 invalid_credentials",
            "403 account_locked",
            "403 account_disabled",
            "403 access_denied",
            "403 flow_failed",
            "410 flow_expired",
            "422 action_unsupported",
            "429 rate_limited",
            "500 invalid_client",
            "500 invalid_grant",
            "500 invalid_scope",
            "500 configuration",
            "500 internal",
            "502 invalid_response",
            "502 invalid_id_token",
            "503 unavailable",
            "503 overloaded",
            "504 timeout"),
        Arrays.stream(ErrorCode.values())
            .map(error -> error.failureCode() + " " + error.wireName())
            .collect(toSet()));
  }

  @Test
  void isRetryableOnlyIfItMaySucceedLaterByItself() {
    assertEquals(
        Set.of("flow_expired", "rate_limited", "unavailable", "overloaded", "timeout"),
        Arrays.stream(ErrorCode.values())
            .filter(ErrorCode::retryable)
            .map(ErrorCode::wireName)
            .collect(toSet()));
  }
}
