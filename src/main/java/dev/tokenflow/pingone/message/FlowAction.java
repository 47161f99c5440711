package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action to submit to an open flow, with its input.
 *
 * <p>Any action can be named; the documented ones have a factory method.
 *
 * @param name the action's name, such as {@code otp.check}
 * @param input the action's body, or null without one; left out of {@link #toString()}
 */
public record FlowAction(String name, @Nullable JsonObject input) {
  // The name becomes part of a media type (RFC 6838 section 4.2).
  private static final String SEPARATORS = "._-";

  /**
   * @throws IllegalArgumentException if the name does not fit into a media type
   */
  public FlowAction {
    Objects.requireNonNull(name, "name");
    if (!isName(name)) {
      throw new IllegalArgumentException("not the name of an action");
    }
    // The caller may change its own object later, and on another thread. What is too large or too
    // deep to be copied is refused when it is submitted.
    input = input == null || !InputRules.allow(input) ? input : input.copy();
  }

  /** Whether this can be the name of an action: letters and digits, and separators between. */
  public static boolean isName(String text) {
    if (text.length() > 100) {
      return false;
    }
    boolean separated = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separator = SEPARATORS.indexOf(c) >= 0;
      if (separator ? separated : !isAlphanumeric(c)) {
        return false;
      }
      separated = separator;
    }
    return !separated;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** An action without input. */
  public static FlowAction of(String name) {
    return new FlowAction(name, null);
  }

  /** Submits the one-time passcode that the user received or read from a device. */
  public static FlowAction checkOneTimePasscode(String passcode) {
    return new FlowAction("otp.check", new JsonObject().put("otp", passcode));
  }

  /** Selects one of the devices that are {@code embedded} in the outcome. */
  public static FlowAction selectDevice(String deviceId) {
    return new FlowAction(
        "device.select", new JsonObject().put("device", new JsonObject().put("id", deviceId)));
  }

  /** Replaces a password that has expired or must be changed. */
  public static FlowAction resetPassword(String currentPassword, String newPassword) {
    return new FlowAction(
        "password.reset",
        new JsonObject().put("currentPassword", currentPassword).put("newPassword", newPassword));
  }

  /** Begins the recovery of a forgotten password. */
  public static FlowAction forgotPassword(String username) {
    return new FlowAction("password.forgot", new JsonObject().put("username", username));
  }

  /** Replaces a forgotten password. */
  public static FlowAction recoverPassword(String recoveryCode, String newPassword) {
    return new FlowAction(
        "password.recover",
        new JsonObject().put("recoveryCode", recoveryCode).put("newPassword", newPassword));
  }

  /** Requests another recovery code. */
  public static FlowAction sendRecoveryCode() {
    return of("password.sendRecoveryCode");
  }

  /** Submits the user name, if the policy asks for it first. */
  public static FlowAction lookUpUser(String username) {
    return new FlowAction("user.lookup", new JsonObject().put("username", username));
  }

  /** Submits user name and password. */
  public static FlowAction checkUsernamePassword(String username, String password) {
    return new FlowAction(
        "usernamePassword.check",
        new JsonObject().put("username", username).put("password", password));
  }

  /** Submits the code that verifies the user's e-mail address. */
  public static FlowAction verifyUser(String verificationCode) {
    return new FlowAction(
        "user.verify", new JsonObject().put("verificationCode", verificationCode));
  }

  /** Requests another verification code. */
  public static FlowAction sendVerificationCode() {
    return of("user.sendVerificationCode");
  }

  /** Accepts or refuses the agreement that is {@code embedded} in the outcome. */
  public static FlowAction consent(boolean accept) {
    return new FlowAction("user.consent", new JsonObject().put("accept", accept));
  }

  /** Adds the attributes that the user's profile lacks, as {@code embedded} in the outcome. */
  public static FlowAction updateProfile(JsonObject attributes) {
    return new FlowAction("user.update", attributes);
  }

  @Override
  public String toString() {
    return "FlowAction[" + name + "]";
  }
}
