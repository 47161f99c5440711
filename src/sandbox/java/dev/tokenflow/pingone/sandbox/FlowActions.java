package dev.tokenflow.pingone.sandbox;

import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Map;

/** What each action does to a flow, or why it is refused. */
final class FlowActions {
  private static final int MAX_TRIES = 3;
  private static final int LOOKS_UNTIL_CONFIRMED = 2;

  private final Map<String, SandboxUser> users;
  private final Passwords passwords;
  private final SecurityKey securityKey;
  private final SecureRandom random;

  FlowActions(
      Map<String, SandboxUser> users,
      Passwords passwords,
      SecurityKey securityKey,
      SecureRandom random) {
    this.users = users;
    this.passwords = passwords;
    this.securityKey = securityKey;
    this.random = random;
  }

  /**
   * @param input the body, or null for an action without one
   */
  void perform(Flow flow, String action, JsonObject input) {
    switch (action) {
      case "user.lookup" -> flow.identified(user(input));
      case "usernamePassword.check" -> checkPassword(flow, input);
      case "password.forgot" -> flow.forgot(user(input));
      case "password.reset" -> resetPassword(flow, input);
      case "password.recover" -> recoverPassword(flow, input);
      case "otp.check" -> checkPasscode(flow, input);
      case "device.select" -> selectDevice(flow, input);
      case "assertion.check" -> checkAssertion(flow, input);
      case "user.verify" -> {
        checkCode(flow, "verificationCode", input);
        flow.stepDone();
      }
      case "user.update" -> {
        text(input, "nickname");
        flow.stepDone();
      }
      case "user.consent" -> consent(flow, input);
      case "user.confirm" -> flow.stepDone();
      case "password.sendRecoveryCode", "user.sendVerificationCode" -> {
        // The code is on its way; the step stays.
      }
      default -> throw new IllegalStateException("an action that no status offers");
    }
    if (flow.status() == SandboxFlowStatus.ASSERTION_REQUIRED && flow.challenge() == null) {
      flow.challenge(Compact.random(random));
    }
  }

  /** Whether an action has a body, and by that the suffix of its media type. */
  static boolean hasInput(String action) {
    return switch (action) {
      case "password.sendRecoveryCode", "user.sendVerificationCode", "user.confirm" -> false;
      default -> true;
    };
  }

  /** The user's phone: who looks at the flow a second time finds that the user has decided. */
  void look(Flow flow) {
    if (flow.status() != SandboxFlowStatus.PUSH_CONFIRMATION_REQUIRED
        || flow.look() < LOOKS_UNTIL_CONFIRMED) {
      return;
    }
    switch (flow.user().policy()) {
      case PUSH_DENIED -> flow.goTo(SandboxFlowStatus.FAILED);
      case PUSH_TIMES_OUT -> flow.goTo(SandboxFlowStatus.PUSH_CONFIRMATION_TIMED_OUT);
      default -> flow.stepDone();
    }
  }

  private void checkPassword(Flow flow, JsonObject input) {
    if (!(input.getValue("username") instanceof String username)
        || !(input.getValue("password") instanceof String password)) {
      throw Refusal.platform(400, "INVALID_DATA", "Validation errors occurred.")
          .with("REQUIRED_VALUE", "username", "username and password are required");
    }
    if (flow.user() != null && !flow.user().username().equals(username)) {
      throw invalid("INVALID_VALUE", "username", "Another user began this flow.");
    }
    SandboxUser user = passwords.check(username, password);
    flow.passwordAccepted(user, passwords.isNew(username));
  }

  private void resetPassword(Flow flow, JsonObject input) {
    String current = text(input, "currentPassword");
    String fresh = text(input, "newPassword");
    passwords.change(flow.user(), current, fresh);
    flow.stepDone();
  }

  private void recoverPassword(Flow flow, JsonObject input) {
    checkCode(flow, "recoveryCode", input);
    passwords.replace(flow.user(), text(input, "newPassword"));
    flow.passwordAccepted(flow.user(), true);
  }

  private void checkPasscode(Flow flow, JsonObject input) {
    if (!SandboxUser.CODE.equals(text(input, "otp"))) {
      throw wrongTry(flow, "INVALID_OTP", "otp", "The passcode is not the right one.");
    }
    flow.stepDone();
  }

  private void selectDevice(Flow flow, JsonObject input) {
    Object selected =
        input.getValue("device") instanceof JsonObject device ? device.getValue("id") : null;
    Device device = Device.of(selected);
    if (device == null) {
      throw invalid("INVALID_VALUE", "device.id", "The user has no such device.");
    }
    boolean afterTimeOut = flow.status() == SandboxFlowStatus.PUSH_CONFIRMATION_TIMED_OUT;
    if (afterTimeOut && device == Device.MOBILE) {
      // This time the user has the phone at hand.
      flow.stepDone();
    } else {
      flow.goTo(device.step());
    }
  }

  private void checkAssertion(Flow flow, JsonObject input) {
    if (!securityKey.verifies(input, flow.challenge())) {
      throw wrongTry(flow, "INVALID_VALUE", "assertion", "The assertion is not valid.");
    }
    flow.stepDone();
  }

  private static void consent(Flow flow, JsonObject input) {
    if (!(input.getValue("accept") instanceof Boolean accept)) {
      throw invalid("REQUIRED_VALUE", "accept", "true or false is required");
    }
    if (accept) {
      flow.stepDone();
    } else {
      flow.goTo(SandboxFlowStatus.FAILED);
    }
  }

  private static void checkCode(Flow flow, String field, JsonObject input) {
    if (!SandboxUser.CODE.equals(text(input, field))) {
      throw wrongTry(flow, "INVALID_VALUE", field, "The code is not the right one.");
    }
  }

  /** The third wrong try ends the flow. */
  private static Refusal wrongTry(Flow flow, String code, String target, String message) {
    int left = MAX_TRIES - flow.wrongTry();
    if (left == 0) {
      flow.goTo(SandboxFlowStatus.FAILED);
    }
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
      throw invalid("INVALID_VALUE", "username", "There is no such user.");
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
