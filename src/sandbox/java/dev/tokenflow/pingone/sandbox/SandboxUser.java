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
 * @param password the password; never shown by {@link #toString()}
 * @param policy what signing on takes
 */
public record SandboxUser(String username, String password, Policy policy) {

  /** The code in every message and app of the sandbox's users: passcode, recovery, verification. */
  public static final String CODE = "246810";

  /** What signing on takes besides the password, or why it never succeeds. */
  public enum Policy {
    /** Nothing. */
    PASSWORD,
    /** A one-time passcode. */
    ONE_TIME_PASSCODE,
    /** A choice of device, and then what that device gives. */
    DEVICE_SELECTION,
    /** A confirmation on the phone, which comes when the flow is looked at for the second time. */
    PUSH,
    /** The same, but the phone is not at hand the first time. */
    PUSH_TIMES_OUT,
    /** The same, but the user denies. */
    PUSH_DENIED,
    /** The signature of a security key (FIDO2). */
    SECURITY_KEY,
    /** Another password, since this one is too old. */
    PASSWORD_EXPIRED,
    /** Another password, since an administrator chose this one. */
    PASSWORD_TO_CHANGE,
    /** Another password, and the code that recovers it. */
    PASSWORD_RECOVERY,
    /** The code that verifies the e-mail address. */
    VERIFICATION,
    /** A {@code nickname} for the profile. */
    PROFILE,
    /** The confirmation of the account. */
    ACCOUNT_CONFIRMATION,
    /** The consent to an agreement. */
    AGREEMENT,
    /** Another password, a one-time passcode and the consent to an agreement. */
    THREE_STEPS,
    /** A browser at another identity provider. */
    EXTERNAL_IDENTITY_PROVIDER,
    /** A browser at another identity provider, to link the account there with this one. */
    ACCOUNT_LINKING,
    /** The account is disabled. */
    DISABLED,
    /** The flow fails after the right password. */
    FAILS;

    List<SandboxFlowStatus> steps() {
      return switch (this) {
        case PASSWORD, DISABLED -> List.of();
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

  /** A user whose password is enough. */
  public static SandboxUser of(String username, String password) {
    return new SandboxUser(username, password, Policy.PASSWORD);
  }

  /** So many users, {@code user-1} with {@code password-1} and so on. */
  public static Map<String, SandboxUser> numbered(int count) {
    Map<String, SandboxUser> users = new LinkedHashMap<>();
    for (int number = 1; number <= count; number++) {
      SandboxUser user = of("user-" + number, "password-" + number);
      users.put(user.username(), user);
    }
    return users;
  }

  /**
   * One user for each policy, named after it, such as {@code one-time-passcode}; the password is
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

  /** The user's id, which is the {@code sub} of the ID tokens; the same in every sandbox. */
  public String subject() {
    return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
  }

  @Override
  public String toString() {
    return "SandboxUser[" + username + ", " + policy + "]";
  }
}
