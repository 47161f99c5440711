package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
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
    "ACCOUNT_LINKING_REQUIRED, NOT_HEADLESS",
    "COMPLETED, COMPLETED",
    "FAILED, FAILED",
    "SOMETHING_NEW, ACTION_REQUIRED",
    "completed, ACTION_REQUIRED"
  })
  void classifiesStatus(String status, FlowStatus meaning) {
    assertEquals(meaning, FlowStatus.of(flow(status, Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGN_ON_REQUIRED", "SOMETHING_NEW"})
  void requiresCredentialsIfALinkAcceptsThem(String status) {
    assertEquals(
        FlowStatus.CREDENTIALS_REQUIRED, FlowStatus.of(flow(status, passwordLink("/flows/1"))));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, COMPLETED",
    "FAILED, FAILED",
    "EXTERNAL_AUTHENTICATION_REQUIRED, NOT_HEADLESS"
  })
  void prefersTheEndOfTheFlowToALink(String status, FlowStatus meaning) {
    assertEquals(meaning, FlowStatus.of(flow(status, passwordLink("/flows/1"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"otp.check", "password.reset", "self"})
  void ignoresOtherLinks(String action) {
    assertEquals(
        FlowStatus.ACTION_REQUIRED,
        FlowStatus.of(flow("SOMETHING_NEW", Map.of(action, new FlowResource.Link("/flows/1")))));
  }

  private static Map<String, FlowResource.Link> passwordLink(String href) {
    return Map.of("usernamePassword.check", new FlowResource.Link(href));
  }

  private static FlowResource flow(String status, Map<String, FlowResource.Link> links) {
    return new FlowResource("flow-1", status, null, null, links, null, null);
  }
}
