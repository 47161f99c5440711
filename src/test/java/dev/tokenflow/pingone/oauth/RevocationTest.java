package dev.tokenflow.pingone.oauth;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationTest {

  /** RFC 7009 section 2.2. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "OK"})
  void ignoresTheBodyOfASuccess(String body) {
    assertDoesNotThrow(() -> Revocation.parseResponse(answer(Step.REVOKE, 200).html(body).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "unsupported_token_type, CONFIGURATION",
    "invalid_client, INVALID_CLIENT",
    "invalid_request, CONFIGURATION"
  })
  void reportsErrorCode(String error, ErrorCode expected) {
    StepFailure failure =
        StepFailures.of(
            () ->
                Revocation.parseResponse(
                    answer(Step.REVOKE, 400).json("{\"error\":\"" + error + "\"}").build()));

    assertEquals(expected, failure.error());
    assertEquals(Step.REVOKE, failure.step());
  }

  @Test
  void requestHasTokenAndHint() {
    EndpointRequest<?> request = Revocation.request("a+token", "access_token");

    assertEquals("token=a%2Btoken&token_type_hint=access_token", request.form().encoded());
    assertEquals(List.of("a+token"), request.form().secrets());
    assertEquals(RequestKind.REVOKE, request.kind());
  }
}
