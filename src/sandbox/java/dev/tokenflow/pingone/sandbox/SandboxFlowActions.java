package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Performs actions on a flow, or rejects them. */
final class SandboxFlowActions {
  private static final int MAX_ATTEMPTS = 3;
  private static final int MAX_RECOVERY_ATTEMPTS = 5;
  private static final int POLLS_UNTIL_DECIDED = 2;

  private final Map<String, SandboxUser> users;
  private final boolean hidesUnknownUsers;
  private final Passwords passwords;
  private final PasskeyCheck passkeys;
  private final SecureRandom random;

  SandboxFlowActions(
      Map<String, SandboxUser> users,
      boolean hidesUnknownUsers,
      Passwords passwords,
      PasskeyCheck passkeys,
      SecureRandom random) {
    this.users = users;
    this.hidesUnknownUsers = hidesUnknownUsers;
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.random = random;
  }

  /**
   * Performs an action that the flow offers.
   *
   * @param input the body, empty for an action without input
   */
  void perform(SandboxFlow flow, String action, JsonObject input) {
    switch (action) {
      case "user.lookup" -> flow.identify(user(input));
      case "usernamePassword.check" -> checkPassword(flow, input);
      case "password.forgot" -> startRecovery(flow, input);
      case SandboxFlow.REGISTER -> register(flow, input);
      case "password.reset" -> resetPassword(flow, input);
      case "password.recover" -> recoverPassword(flow, input);
      case "otp.check" -> checkPasscode(flow, input);
      case "device.select" -> selectDevice(flow, input);
      case "assertion.check" -> checkAssertion(flow, input);
      case "user.verify" -> {
        checkCode(flow, "verificationCode", input);
        flow.advance();
      }
      case "user.update" -> {
        text(input, "nickname");
        flow.advance();
      }
      case "user.consent" -> consent(flow, input);
      case "user.confirm" -> flow.advance();
      // A new code is sent; the step stays the same.
      case "password.sendRecoveryCode", "user.sendVerificationCode" -> flow.forgetAttempts();
      default -> throw new IllegalStateException("no status offers this action: " + action);
    }
    prepare(flow);
  }

  /** Makes the challenge of a step that needs one. */
  void prepare(SandboxFlow flow) {
    if (flow.status() == SandboxFlowStatus.ASSERTION_REQUIRED && flow.challenge() == null) {
      flow.challenge(Crypto.randomValue(random));
    }
  }

  /** Lets a user begin whom a {@code login_hint_token} names. */
  void begin(SandboxFlow flow, SandboxUser user) {
    if (flow.authorization().policy() != SandboxSignOnPolicy.MFA_ONLY) {
      flow.identify(user);
      return;
    }
    if (user.policy() == SandboxUser.Policy.DISABLED) {
      throw invalid("USER_DISABLED", "login_hint_token", "The user cannot sign on.");
    }
    requireDevice(user);
    flow.skipPassword(user);
    prepare(flow);
  }

  /** Whether an action has input; PingOne documents those without it in two forms. */
  static boolean hasInput(String action) {
    return switch (action) {
      case "password.sendRecoveryCode", "user.sendVerificationCode", "user.confirm" -> false;
      default -> true;
    };
  }

  /** Plays the user with the phone, who decides by the second poll. */
  void poll(SandboxFlow flow) {
    if (flow.status() != SandboxFlowStatus.PUSH_CONFIRMATION_REQUIRED
        || flow.poll() < POLLS_UNTIL_DECIDED) {
      return;
    }
    switch (flow.user().policy()) {
      case PUSH_DENIED -> flow.goTo(SandboxFlowStatus.FAILED);
      case PUSH_TIMES_OUT -> flow.goTo(SandboxFlowStatus.PUSH_CONFIRMATION_TIMED_OUT);
      default -> flow.advance();
    }
  }

  private void checkPassword(SandboxFlow flow, JsonObject input) {
    if (!(input.getValue("username") instanceof String username)
        || !(input.getValue("password") instanceof String password)) {
      throw Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.")
          .with("REQUIRED_VALUE", "username", "username and password are required");
    }
    if (flow.belongsToOtherThan(username)) {
      throw invalid("INVALID_VALUE", "username", "Another user started this flow.");
    }
    SandboxUser user = passwords.check(username, password);
    if (flow.status() == SandboxFlowStatus.ACCOUNT_LINKING_REQUIRED) {
      flow.advance();
      return;
    }
    requireDevice(user);
    flow.acceptPassword(user, passwords.isNew(username));
  }

  private static void requireDevice(SandboxUser user) {
    if (user.policy() == SandboxUser.Policy.NO_DEVICE) {
      throw Refusal.platform(400, "INVALID_REQUEST", "The request could not be completed.")
          .with(
              new JsonObject()
                  .put("code", "NO_USABLE_DEVICES")
                  .put("message", "The user has no usable device.")
                  .put(
                      "innerError",
                      new JsonObject()
                          .put(
                              "unavailableDevices",
                              new JsonArray().add(new JsonObject().put("id", "device-9")))));
    }
  }

  private void startRecovery(SandboxFlow flow, JsonObject input) {
    SandboxUser user = users.get(text(input, "username"));
    if (user == null && !hidesUnknownUsers) {
      throw invalid("INVALID_VALUE", "username", "The user does not exist.");
    }
    flow.startRecovery(user);
  }

  private void register(SandboxFlow flow, JsonObject input) {
    String username = text(input, "username");
    text(input, "email");
    SandboxUser user = SandboxUser.of(username, text(input, "password"));
    if (users.containsKey(username)) {
      throw invalid("UNIQUENESS_VIOLATION", "username", "The user name is taken.");
    }
    Passwords.require("password", user.password(), false);
    users.put(username, user);
    flow.register(user);
  }

  private void resetPassword(SandboxFlow flow, JsonObject input) {
    String current = text(input, "currentPassword");
    String replacement = text(input, "newPassword");
    passwords.change(flow.user(), current, replacement);
    flow.advance();
  }

  private void recoverPassword(SandboxFlow flow, JsonObject input) {
    if (flow.attempts() >= MAX_RECOVERY_ATTEMPTS || !flow.hasUser()) {
      flow.wrongAttempt();
      throw invalid("INVALID_VALUE", "recoveryCode", "The code is wrong.");
    }
    checkRecoveryCode(flow, input);
    passwords.replace(flow.user(), text(input, "newPassword"));
    flow.acceptPassword(flow.user(), true);
  }

  /** Five wrong tries end the code, and another one can be sent. */
  private static void checkRecoveryCode(SandboxFlow flow, JsonObject input) {
    String code = text(input, "recoveryCode");
    rejectExpired("recoveryCode", code);
    if (!SandboxUser.CODE.equals(code)) {
      int left = MAX_RECOVERY_ATTEMPTS - flow.wrongAttempt();
      throw wrong("INVALID_VALUE", "recoveryCode", "The code is wrong.", left);
    }
  }

  private static void rejectExpired(String field, String code) {
    if (SandboxUser.EXPIRED_CODE.equals(code)) {
      throw invalid("INVALID_VALUE", field, "The code has expired.");
    }
  }

  private void checkPasscode(SandboxFlow flow, JsonObject input) {
    if (!SandboxUser.CODE.equals(text(input, "otp"))) {
      throw wrongAttempt(flow, "INVALID_OTP", "otp", "The passcode is wrong.");
    }
    flow.authenticatedBy("otp");
    flow.advance();
  }

  private void selectDevice(SandboxFlow flow, JsonObject input) {
    Object selected =
        input.getValue("device") instanceof JsonObject device ? device.getValue("id") : null;
    Device device = Device.of(selected);
    if (device == null) {
      throw invalid("INVALID_VALUE", "device.id", "The user has no such device.");
    }
    boolean afterTimeOut = flow.status() == SandboxFlowStatus.PUSH_CONFIRMATION_TIMED_OUT;
    if (afterTimeOut && device == Device.MOBILE) {
      // The second confirmation does not time out: the user now has the phone.
      flow.advance();
    } else {
      flow.goTo(device.step());
    }
  }

  private void checkAssertion(SandboxFlow flow, JsonObject input) {
    String challenge = flow.challenge();
    if (challenge == null || !passkeys.accepts(input, challenge)) {
      throw wrongAttempt(flow, "INVALID_VALUE", "assertion", "The assertion is not valid.");
    }
    if (!flow.hasUser()) {
      flow.passkeyOf(owner(input));
    }
    flow.authenticatedBy("hwk");
    flow.advance();
  }

  /** Whose passkey it is that answered, by its {@code userHandle}. */
  private SandboxUser owner(JsonObject input) {
    JsonObject response = new JsonObject(input.getString("assertion")).getJsonObject("response");
    byte[] handle = Base64.getUrlDecoder().decode(response.getString("userHandle", ""));
    String subject = new String(handle, UTF_8);
    return users.values().stream()
        .filter(user -> user.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> invalid("INVALID_VALUE", "assertion", "Nobody has this passkey."));
  }

  private static void consent(SandboxFlow flow, JsonObject input) {
    if (!(input.getValue("accept") instanceof Boolean accept)) {
      throw invalid("REQUIRED_VALUE", "accept", "true or false is required");
    }
    if (accept) {
      flow.advance();
    } else {
      flow.goTo(SandboxFlowStatus.FAILED);
    }
  }

  private static void checkCode(SandboxFlow flow, String field, JsonObject input) {
    rejectExpired(field, text(input, field));
    if (!SandboxUser.CODE.equals(text(input, field))) {
      throw wrongAttempt(flow, "INVALID_VALUE", field, "The code is wrong.");
    }
  }

  /** The third wrong attempt ends the flow. */
  private static Refusal wrongAttempt(
      SandboxFlow flow, String code, String target, String message) {
    int left = MAX_ATTEMPTS - flow.wrongAttempt();
    if (left == 0) {
      flow.goTo(SandboxFlowStatus.FAILED);
    }
    return wrong(code, target, message, left);
  }

  private static Refusal wrong(String code, String target, String message, int left) {
    return Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.")
        .with(
            new JsonObject()
                .put("code", code)
                .put("target", target)
                .put("message", message)
                .put("innerError", new JsonObject().put("attemptsRemaining", left)));
  }

  private SandboxUser user(JsonObject input) {
    SandboxUser user = users.get(text(input, "username"));
    if (user == null) {
      throw invalid("INVALID_VALUE", "username", "The user does not exist.");
    }
    return user;
  }

  private static String text(JsonObject input, String field) {
    if (input.getValue(field) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw invalid("REQUIRED_VALUE", field, field + " is required");
  }

  private static Refusal invalid(String code, String target, String message) {
    return Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.")
        .with(code, target, message);
  }
}
