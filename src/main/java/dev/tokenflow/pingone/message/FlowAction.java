package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
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

  /** Registers a user who has no further attributes. */
  public static FlowAction registerUser(String username, String email, String password) {
    return registerUser(username, email, password, new JsonObject());
  }

  /**
   * Registers a user.
   *
   * @param attributes further attributes, such as {@code name}, as PingOne's users API has them
   */
  public static FlowAction registerUser(
      String username, String email, String password, JsonObject attributes) {
    JsonObject input = new JsonObject(new LinkedHashMap<>(attributes.getMap()));
    return new FlowAction(
        "user.register",
        input.put("username", username).put("email", email).put("password", password));
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

  /** Confirms the account that is {@code embedded} in the outcome. */
  public static FlowAction confirmAccount() {
    return of("user.confirm");
  }

  /** Accepts an invitation by its code, with the password of the new account. */
  public static FlowAction acceptInvite(String inviteCode, String password) {
    return new FlowAction(
        "user.acceptInvite",
        new JsonObject()
            .put("inviteCode", inviteCode)
            .put("password", password)
            .put("accept", true));
  }

  /**
   * Submits what a passkey signed.
   *
   * @param origin of the page that asked for it, such as {@code https://app.example.com}
   * @param assertion the browser's {@code PublicKeyCredential} as JSON text
   */
  public static FlowAction checkAssertion(String origin, String assertion) {
    return new FlowAction(
        "assertion.check",
        new JsonObject()
            .put("origin", origin)
            .put("assertion", assertion)
            .put("compatibility", "FULL"));
  }

  /** Withdraws a push that waits for the user, to select another device. */
  public static FlowAction cancelPush() {
    return new FlowAction(
        "cancel.push.authentication", new JsonObject().put("reason", "CHANGE_DEVICE"));
  }

  /** Begins the flow again for another user. */
  public static FlowAction resetSession() {
    return of("session.reset");
  }

  @Override
  public String toString() {
    return "FlowAction[" + name + "]";
  }
}
