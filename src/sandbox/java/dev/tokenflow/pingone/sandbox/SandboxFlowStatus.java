package dev.tokenflow.pingone.sandbox;

import java.util.List;

/** A flow's status, as PingOne names it, and the actions that it offers. */
enum SandboxFlowStatus {
  SIGN_ON_REQUIRED,
  USERNAME_PASSWORD_REQUIRED,
  PASSWORD_REQUIRED,
  MUST_CHANGE_PASSWORD,
  PASSWORD_EXPIRED,
  RECOVERY_CODE_REQUIRED,
  VERIFICATION_CODE_REQUIRED,
  DEVICE_SELECTION_REQUIRED,
  OTP_REQUIRED,
  PUSH_CONFIRMATION_REQUIRED,
  PUSH_CONFIRMATION_TIMED_OUT,
  ASSERTION_REQUIRED,
  PROFILE_DATA_REQUIRED,
  ACCOUNT_CONFIRMATION_REQUIRED,
  AGREEMENT_CONSENT_REQUIRED,
  EXTERNAL_AUTHENTICATION_REQUIRED,
  ACCOUNT_LINKING_REQUIRED,
  COMPLETED,
  FAILED;

  List<String> actions() {
    return switch (this) {
      case SIGN_ON_REQUIRED -> List.of("user.lookup");
      case ACCOUNT_LINKING_REQUIRED -> List.of("usernamePassword.check");
      case USERNAME_PASSWORD_REQUIRED, PASSWORD_REQUIRED ->
          List.of("usernamePassword.check", "password.forgot");
      case MUST_CHANGE_PASSWORD, PASSWORD_EXPIRED -> List.of("password.reset");
      case RECOVERY_CODE_REQUIRED -> List.of("password.recover", "password.sendRecoveryCode");
      case VERIFICATION_CODE_REQUIRED -> List.of("user.verify", "user.sendVerificationCode");
      case DEVICE_SELECTION_REQUIRED, PUSH_CONFIRMATION_REQUIRED, PUSH_CONFIRMATION_TIMED_OUT ->
          List.of("device.select");
      case OTP_REQUIRED -> List.of("otp.check", "device.select");
      case ASSERTION_REQUIRED -> List.of("assertion.check", "device.select");
      case PROFILE_DATA_REQUIRED -> List.of("user.update");
      case ACCOUNT_CONFIRMATION_REQUIRED -> List.of("user.confirm");
      case AGREEMENT_CONSENT_REQUIRED -> List.of("user.consent");
      case EXTERNAL_AUTHENTICATION_REQUIRED, COMPLETED, FAILED -> List.of();
    };
  }
}
