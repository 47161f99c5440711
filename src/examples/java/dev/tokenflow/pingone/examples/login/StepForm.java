package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a person sent from the page of a step. */
final class StepForm {
  private final MultiMap fields;

  StepForm(MultiMap fields) {
    this.fields = fields;
  }

  /** The name of the action; empty if there is none. */
  String actionName() {
    return field("action");
  }

  /**
   * The action for PingOne, or null if these pages do not have it.
   *
   * @param embedded what the step is about
   * @param origin where the browser sees these pages
   */
  @Nullable FlowAction action(JsonObject embedded, String origin) {
    return switch (actionName()) {
      case "otp.check" -> FlowAction.checkOneTimePasscode(field("otp").strip());
      case "device.select" -> FlowAction.selectDevice(field("device"));
      case "assertion.check" -> FlowAction.checkAssertion(origin, field("assertion"));
      case "password.reset" ->
          FlowAction.resetPassword(field("currentPassword"), field("newPassword"));
      case "password.recover" ->
          FlowAction.recoverPassword(field("recoveryCode").strip(), field("newPassword"));
      case "password.sendRecoveryCode" -> FlowAction.sendRecoveryCode();
      case "user.verify" -> FlowAction.verifyUser(field("verificationCode").strip());
      case "user.sendVerificationCode" -> FlowAction.sendVerificationCode();
      case "user.confirm" -> FlowAction.confirmAccount();
      case "user.consent" -> FlowAction.consent(true);
      case "user.update" -> FlowAction.updateProfile(profile(embedded));
      case "usernamePassword.check" ->
          FlowAction.checkUsernamePassword(field("username"), field("password"));
      default -> null;
    };
  }

  /**
   * The user name that is tried.
   *
   * @param pending that of the sign-on so far, or null
   */
  @Nullable String usernameOr(@Nullable String pending) {
    return actionName().equals("usernamePassword.check") ? field("username") : pending;
  }

  boolean lacksRecoveryCode() {
    return field("recoveryCode").isBlank();
  }

  /** Only what PingOne asks for: a browser must not choose which attributes to set. */
  private JsonObject profile(JsonObject embedded) {
    JsonObject attributes = new JsonObject();
    StepPages.profileAttributes(embedded).forEach(name -> attributes.put(name, field(name)));
    return attributes;
  }

  private String field(String name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }
}
