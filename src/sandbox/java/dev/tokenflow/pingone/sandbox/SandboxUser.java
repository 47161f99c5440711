package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A user of the sandbox.
 *
 * @param username the user name
 * @param password the password, which {@link #toString()} omits
 * @param policy what signing on requires
 */
public record SandboxUser(String username, String password, Policy policy) {

  /** Every one-time passcode, recovery code and verification code in the sandbox. */
  public static final String CODE = "246810";

  /** A recovery code or verification code that was good once, and is expired. */
  public static final String EXPIRED_CODE = "864209";

  /** What signing on requires besides the password, or why it never succeeds. */
  public enum Policy {
    /** Nothing else. */
    PASSWORD,
    /** A one-time passcode. */
    ONE_TIME_PASSCODE,
    /** The choice of a device, and then the step for that device. */
    DEVICE_SELECTION,
    /** A confirmation on the phone. The user confirms when the flow is read for the second time. */
    PUSH,
    /** As {@link #PUSH}, but the first confirmation times out. */
    PUSH_TIMES_OUT,
    /** As {@link #PUSH}, but the user denies. */
    PUSH_DENIED,
    /** A signature by a security key (FIDO2). */
    SECURITY_KEY,
    /** A new password, because the current one has expired. */
    PASSWORD_EXPIRED,
    /** A new password, because an administrator set the current one. */
    PASSWORD_TO_CHANGE,
    /** A recovery code and a new password. */
    PASSWORD_RECOVERY,
    /** A code that verifies the e-mail address. */
    VERIFICATION,
    /** A {@code nickname}, which the profile lacks. */
    PROFILE,
    /** Confirmation of the account. */
    ACCOUNT_CONFIRMATION,
    /** Consent to an agreement. */
    AGREEMENT,
    /** A new password, then a one-time passcode, then consent to an agreement. */
    THREE_STEPS,
    /** A browser, to sign on at another identity provider. */
    EXTERNAL_IDENTITY_PROVIDER,
    /** User name and password once more, to link an account at another identity provider. */
    ACCOUNT_LINKING,
    /** Never succeeds: the policy requires a second factor, and the user has none. */
    NO_DEVICE,
    /** Never succeeds: the account is disabled. */
    DISABLED,
    /** Never succeeds: the flow fails after the correct password. */
    FAILS;

    List<SandboxFlowStatus> steps() {
      return switch (this) {
        case PASSWORD, DISABLED, NO_DEVICE -> List.of();
        case ONE_TIME_PASSCODE -> List.of(SandboxFlowStatus.OTP_REQUIRED);
        case DEVICE_SELECTION -> List.of(SandboxFlowStatus.DEVICE_SELECTION_REQUIRED);
        case PUSH, PUSH_TIMES_OUT, PUSH_DENIED ->
            List.of(SandboxFlowStatus.PUSH_CONFIRMATION_REQUIRED);
        case SECURITY_KEY -> List.of(SandboxFlowStatus.ASSERTION_REQUIRED);
        case PASSWORD_EXPIRED -> List.of(SandboxFlowStatus.PASSWORD_EXPIRED);
        case PASSWORD_TO_CHANGE -> List.of(SandboxFlowStatus.MUST_CHANGE_PASSWORD);
        case PASSWORD_RECOVERY -> List.of(SandboxFlowStatus.RECOVERY_CODE_REQUIRED);
        case VERIFICATION -> List.of(SandboxFlowStatus.VERIFICATION_CODE_REQUIRED);
        case PROFILE -> List.of(SandboxFlowStatus.PROFILE_DATA_REQUIRED);
        case ACCOUNT_CONFIRMATION -> List.of(SandboxFlowStatus.ACCOUNT_CONFIRMATION_REQUIRED);
        case AGREEMENT -> List.of(SandboxFlowStatus.AGREEMENT_CONSENT_REQUIRED);
        case THREE_STEPS ->
            List.of(
                SandboxFlowStatus.MUST_CHANGE_PASSWORD,
                SandboxFlowStatus.OTP_REQUIRED,
                SandboxFlowStatus.AGREEMENT_CONSENT_REQUIRED);
        case EXTERNAL_IDENTITY_PROVIDER ->
            List.of(SandboxFlowStatus.EXTERNAL_AUTHENTICATION_REQUIRED);
        case ACCOUNT_LINKING -> List.of(SandboxFlowStatus.ACCOUNT_LINKING_REQUIRED);
        case FAILS -> List.of(SandboxFlowStatus.FAILED);
      };
    }
  }

  /** A user who needs only a password. */
  public static SandboxUser of(String username, String password) {
    return new SandboxUser(username, password, Policy.PASSWORD);
  }

  /** Users {@code user-1} with {@code password-1} to {@code user-n} with {@code password-n}. */
  public static Map<String, SandboxUser> numbered(int count) {
    Map<String, SandboxUser> users = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      SandboxUser user = of("user-" + number, "password-" + number);
      users.put(user.username(), user);
    }
    return users;
  }

  /**
   * One user per policy, named after it, such as {@code one-time-passcode}. Their password is
   * {@code wonderland}.
   */
  public static Map<String, SandboxUser> ofEveryPolicy() {
    Map<String, SandboxUser> users = new LinkedHashMap<>();
    for (Policy policy : Policy.values()) {
      String name = policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
      users.put(name, new SandboxUser(name, "wonderland", policy));
    }
    return users;
  }

  /** The user's id and the {@code sub} of the ID tokens, the same in every sandbox. */
  public String subject() {
    return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
  }

  @Override
  public String toString() {
    return "SandboxUser[" + username + ", " + policy + "]";
  }
}
