package dev.tokenflow.pingone.flow;

import java.util.Set;

/**
 * The status values and actions of PingOne's documentation. Others work as well; but another name
 * may be one that a server made of a password, which no flow may keep.
 */
final class DocumentedNames {
  private static final Set<String> NAMES =
      Set.of(
          "ACCOUNT_CONFIRMATION_REQUIRED",
          "ACCOUNT_LINKING_REQUIRED",
          "AGREEMENT_CONSENT_REQUIRED",
          "ASSERTION_REQUIRED",
          "COMPLETED",
          "DEVICE_SELECTION_REQUIRED",
          "EXTERNAL_AUTHENTICATION_REQUIRED",
          "FAILED",
          "MUST_CHANGE_PASSWORD",
          "OTP_REQUIRED",
          "PASSWORD_EXPIRED",
          "PASSWORD_REQUIRED",
          "PROFILE_DATA_REQUIRED",
          "PUSH_CONFIRMATION_REQUIRED",
          "PUSH_CONFIRMATION_TIMED_OUT",
          "RECOVERY_CODE_REQUIRED",
          "SIGN_ON_REQUIRED",
          "USERNAME_PASSWORD_REQUIRED",
          "VERIFICATION_CODE_REQUIRED",
          "assertion.check",
          "cancel.push.authentication",
          "curies",
          "device.select",
          "deviceAuthGrant.consent",
          "deviceAuthGrant.userCode.verify",
          "kerberos.lookup",
          "otp.check",
          "password.forgot",
          "password.recover",
          "password.reset",
          "password.sendRecoveryCode",
          "self",
          "session.reset",
          "signOnPage",
          "user.acceptInvite",
          "user.confirm",
          "user.consent",
          "user.lookup",
          "user.register",
          "user.sendVerificationCode",
          "user.update",
          "user.verify",
          "usernamePassword.check");

  private DocumentedNames() {}

  static boolean contain(String name) {
    return NAMES.contains(name);
  }
}
