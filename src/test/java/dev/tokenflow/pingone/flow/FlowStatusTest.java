package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowStatusTest {

  @ParameterizedTest
  @CsvSource({
    "USERNAME_PASSWORD_REQUIRED, CREDENTIALS_REQUIRED",
    "PASSWORD_REQUIRED, CREDENTIALS_REQUIRED",
    "SIGN_ON_REQUIRED, USERNAME_REQUIRED",
    "MUST_CHANGE_PASSWORD, ACTION_REQUIRED",
    "PASSWORD_EXPIRED, ACTION_REQUIRED",
    "RECOVERY_CODE_REQUIRED, ACTION_REQUIRED",
    "VERIFICATION_CODE_REQUIRED, ACTION_REQUIRED",
    "DEVICE_SELECTION_REQUIRED, ACTION_REQUIRED",
    "OTP_REQUIRED, ACTION_REQUIRED",
    "PUSH_CONFIRMATION_REQUIRED, PUSH_CONFIRMATION_REQUIRED",
    "PUSH_CONFIRMATION_TIMED_OUT, ACTION_REQUIRED",
    "ASSERTION_REQUIRED, ACTION_REQUIRED",
    "PROFILE_DATA_REQUIRED, ACTION_REQUIRED",
    "ACCOUNT_CONFIRMATION_REQUIRED, ACTION_REQUIRED",
    "AGREEMENT_CONSENT_REQUIRED, ACTION_REQUIRED",
    "EXTERNAL_AUTHENTICATION_REQUIRED, NOT_HEADLESS",
    "ACCOUNT_LINKING_REQUIRED, ACTION_REQUIRED",
    "COMPLETED, COMPLETED",
    "FAILED, FAILED",
    "SOMETHING_NEW, ACTION_REQUIRED",
    "completed, ACTION_REQUIRED"
  })
  void classifiesStatus(String status, FlowStatus meaning) {
    assertEquals(meaning, FlowStatus.of(flow(status)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGN_ON_REQUIRED", "SOMETHING_NEW"})
  void requiresCredentialsIfALinkAcceptsThem(String status) {
    assertEquals(
        FlowStatus.CREDENTIALS_REQUIRED, FlowStatus.of(flow(status, "usernamePassword.check")));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, COMPLETED",
    "FAILED, FAILED",
    "EXTERNAL_AUTHENTICATION_REQUIRED, NOT_HEADLESS",
    "ACCOUNT_LINKING_REQUIRED, ACTION_REQUIRED"
  })
  void prefersTheEndOfTheFlowToALink(String status, FlowStatus meaning) {
    assertEquals(meaning, FlowStatus.of(flow(status, "usernamePassword.check")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"otp.check", "password.reset", "self"})
  void ignoresOtherLinks(String action) {
    assertEquals(FlowStatus.ACTION_REQUIRED, FlowStatus.of(flow("SOMETHING_NEW", action)));
  }

  private static FlowResource flow(String status, String... links) {
    return new FlowResource("flow-1", status, null, List.of(links), null, null, null);
  }
}
