package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import dev.tokenflow.pingone.sandbox.SecurityKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The steps that a sandbox policy requires after the password, with the actions that complete them.
 *
 * @param name the name shown for the test
 */
record NextSteps(String name, Policy policy, List<Step> steps) {

  /**
   * One step.
   *
   * @param status the status that PingOne reports
   * @param answer makes the action from the outcome's {@code embedded} and the security key; null
   *     to read the flow again
   */
  record Step(String status, BiFunction<JsonObject, SecurityKey, FlowAction> answer) {}

  static Stream<NextSteps> all() {
    return Stream.of(
        of(
            "one time passcode",
            Policy.ONE_TIME_PASSCODE,
            step("OTP_REQUIRED", FlowAction.checkOneTimePasscode("246810"))),
        of(
            "device selection",
            Policy.DEVICE_SELECTION,
            step("DEVICE_SELECTION_REQUIRED", (embedded, key) -> select(embedded, "SMS")),
            step("OTP_REQUIRED", FlowAction.checkOneTimePasscode("246810"))),
        of(
            "another device",
            Policy.ONE_TIME_PASSCODE,
            step("OTP_REQUIRED", (embedded, key) -> select(embedded, "FIDO2")),
            step("ASSERTION_REQUIRED", NextSteps::touchKey)),
        of("push", Policy.PUSH, readAgain("PUSH_CONFIRMATION_REQUIRED")),
        of(
            "push that times out",
            Policy.PUSH_TIMES_OUT,
            readAgain("PUSH_CONFIRMATION_REQUIRED"),
            step("PUSH_CONFIRMATION_TIMED_OUT", (embedded, key) -> select(embedded, "MOBILE"))),
        of("security key", Policy.SECURITY_KEY, step("ASSERTION_REQUIRED", NextSteps::touchKey)),
        of(
            "password expired",
            Policy.PASSWORD_EXPIRED,
            step("PASSWORD_EXPIRED", FlowAction.resetPassword("wonderland", "looking-glass"))),
        of(
            "password to change",
            Policy.PASSWORD_TO_CHANGE,
            step("MUST_CHANGE_PASSWORD", FlowAction.resetPassword("wonderland", "looking-glass"))),
        of(
            "password recovery",
            Policy.PASSWORD_RECOVERY,
            step("RECOVERY_CODE_REQUIRED", FlowAction.sendRecoveryCode()),
            step("RECOVERY_CODE_REQUIRED", FlowAction.recoverPassword("246810", "looking-glass"))),
        of(
            "verification",
            Policy.VERIFICATION,
            step("VERIFICATION_CODE_REQUIRED", FlowAction.sendVerificationCode()),
            step("VERIFICATION_CODE_REQUIRED", FlowAction.verifyUser("246810"))),
        of(
            "profile",
            Policy.PROFILE,
            step(
                "PROFILE_DATA_REQUIRED",
                FlowAction.updateProfile(new JsonObject().put("nickname", "Al")))),
        of(
            "account confirmation",
            Policy.ACCOUNT_CONFIRMATION,
            step("ACCOUNT_CONFIRMATION_REQUIRED", FlowAction.confirmAccount())),
        of(
            "agreement",
            Policy.AGREEMENT,
            step("AGREEMENT_CONSENT_REQUIRED", FlowAction.consent(true))),
        of(
            "three steps",
            Policy.THREE_STEPS,
            step("MUST_CHANGE_PASSWORD", FlowAction.resetPassword("wonderland", "looking-glass")),
            step("OTP_REQUIRED", FlowAction.checkOneTimePasscode("246810")),
            step("AGREEMENT_CONSENT_REQUIRED", FlowAction.consent(true))));
  }

  private static NextSteps of(String name, Policy policy, Step... steps) {
    return new NextSteps(name, policy, List.of(steps));
  }

  private static Step step(String status, FlowAction answer) {
    return step(status, (embedded, key) -> answer);
  }

  private static Step step(String status, BiFunction<JsonObject, SecurityKey, FlowAction> answer) {
    return new Step(status, answer);
  }

  private static Step readAgain(String status) {
    return step(status, (embedded, key) -> null);
  }

  private static FlowAction select(JsonObject embedded, String type) {
    JsonArray devices = embedded.getJsonArray("devices");
    return Stream.iterate(0, at -> at < devices.size(), at -> at + 1)
        .map(devices::getJsonObject)
        .filter(device -> type.equals(device.getString("type")))
        .map(device -> FlowAction.selectDevice(device.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  private static FlowAction touchKey(JsonObject embedded, SecurityKey key) {
    return new FlowAction(
        "assertion.check", key.assertion(embedded.getString("publicKeyCredentialRequestOptions")));
  }

  @Override
  public String toString() {
    return name;
  }
}
