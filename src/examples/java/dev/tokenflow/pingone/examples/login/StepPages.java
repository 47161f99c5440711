package dev.tokenflow.pingone.examples.login;

import static dev.tokenflow.pingone.examples.login.SignOnPages.shown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of each step that PingOne may require: one method a step. */
final class StepPages {
  private static final Html START_AGAIN = Html.of("<p><a href=\"/sign-on\">Start again</a></p>");

  private final PendingStep pending;
  private final JsonObject embedded;
  private final Devices devices;
  private final Form form;
  private final @Nullable Problem problem;

  private StepPages(PendingStep pending, String csrf, @Nullable Problem problem) {
    this.pending = pending;
    this.embedded = pending.step().embedded();
    this.devices = new Devices(embedded);
    this.form = new Form("/step", csrf);
    this.problem = problem;
  }

  /**
   * The page of a step.
   *
   * @param problem why it is shown again, or null
   */
  static Page of(PendingStep pending, String csrf, @Nullable Problem problem) {
    StepPages pages = new StepPages(pending, csrf, problem);
    return switch (pending.status()) {
      case "OTP_REQUIRED" -> pages.passcode();
      case "DEVICE_SELECTION_REQUIRED" -> pages.deviceSelection();
      case PendingStep.PUSH -> pages.push();
      case "PUSH_CONFIRMATION_TIMED_OUT" -> pages.pushTimedOut();
      case "ASSERTION_REQUIRED" -> pages.passkey();
      case "MUST_CHANGE_PASSWORD" ->
          pages.newPassword("Somebody else set your password. Choose one of your own.");
      case "PASSWORD_EXPIRED" -> pages.newPassword("Your password has expired. Choose a new one.");
      case PendingStep.RECOVERY -> pages.recovery();
      case "VERIFICATION_CODE_REQUIRED" -> pages.verification();
      case "PROFILE_DATA_REQUIRED" -> pages.profile();
      case "ACCOUNT_CONFIRMATION_REQUIRED" -> pages.confirmation();
      case "AGREEMENT_CONSENT_REQUIRED" -> pages.agreement();
      case "ACCOUNT_LINKING_REQUIRED", "PASSWORD_REQUIRED" -> pages.credentials();
      default -> pages.unknown();
    };
  }

  private Page passcode() {
    return Page.of(
        "Enter your code",
        shown(problem),
        Html.of("<p>Enter the code that we sent you, or that your app shows.</p>"),
        form.action("otp.check", Field.PASSCODE.first(problem), Form.button("Continue")),
        mayChange() ? devices.sendAgain(form) : Html.NONE,
        otherDevices(),
        START_AGAIN);
  }

  private Page deviceSelection() {
    return Page.of(
        "Choose a device",
        shown(problem),
        Html.of("<p>How do you want to confirm that it is you?</p>"),
        devices.all(form),
        START_AGAIN);
  }

  /** The browser asks on its own, without a script: the answer comes when the person confirmed. */
  private Page push() {
    return Page.of(
            "Confirm on your phone",
            shown(problem),
            Html.of(
                """
                <p role="status">We sent a request to your phone. This page continues as soon
                as you confirm it.</p>
                <p class="waiting" aria-hidden="true"><span></span><span></span><span></span></p>
                """),
            otherDevices(),
            START_AGAIN)
        .followedBy("/push");
  }

  private Page pushTimedOut() {
    return Page.of(
        "The request has timed out",
        shown(problem),
        Html.of("<p>Nobody confirmed it on your phone. Send it again, or use another way.</p>"),
        devices.all(form),
        START_AGAIN);
  }

  private Page passkey() {
    String options = PasskeyOptions.of(embedded).encode();
    return Page.of(
            "Use your passkey",
            shown(problem),
            Html.of(
                """
                <p>Your browser asks for your fingerprint, face, PIN or security key.</p>
                <noscript><p class="problem">A passkey needs JavaScript in your browser.</p></noscript>
                <p id="refused" class="problem" role="alert" tabindex="-1" hidden>Your browser got no
                answer from a passkey. Try again, or sign on another way.</p>
                """),
            form.action(
                "assertion.check",
                Html.of(
                    "<input type=\"hidden\" id=\"assertion\" name=\"assertion\""
                        + " data-options=\"%s\">",
                    options),
                Html.of(
                    "<button id=\"passkey\"%s>Use passkey</button>",
                    problem == null ? Html.of(" autofocus") : Html.NONE)),
            otherDevices(),
            Html.of("<p><a href=\"/sign-on\">Sign on with a password</a></p>"))
        .withScript("/passkey.js");
  }

  private Page newPassword(String why) {
    return Page.of(
        "Choose a new password",
        shown(problem),
        Html.of("<p>%s</p>", why),
        form.action(
            "password.reset",
            username(),
            Field.CURRENT_PASSWORD.first(problem),
            Field.NEW_PASSWORD.html(problem),
            Form.button("Change the password")),
        START_AGAIN);
  }

  /** The same for a user name that exists and for one that does not. */
  private Page recovery() {
    return Page.of(
        "Choose a new password",
        shown(problem),
        Html.of(
            "<p>If there is an account with this user name, we have sent a code to its e-mail"
                + " address.</p>"),
        form.action(
            "password.recover",
            username(),
            Field.RECOVERY_CODE.first(problem),
            Field.NEW_PASSWORD.html(problem),
            Form.button("Change the password")),
        form.action("password.sendRecoveryCode", Form.quietButton("Send another code")),
        START_AGAIN);
  }

  private Page verification() {
    return Page.of(
        "Check your mail",
        shown(problem),
        Html.of("<p>We sent a code to your e-mail address to check that it is yours.</p>"),
        form.action("user.verify", Field.VERIFICATION_CODE.first(problem), Form.button("Continue")),
        form.action("user.sendVerificationCode", Form.quietButton("Send another code")),
        START_AGAIN);
  }

  private Page profile() {
    List<Html> fields = new ArrayList<>();
    for (String name : profileAttributes(embedded)) {
      fields.add(
          new Field(name, name, "text", "off", Html.NONE).html("", fields.isEmpty(), problem));
    }
    return Page.of(
        "Complete your profile",
        shown(problem),
        form.action("user.update", Html.join(fields), Form.button("Continue")),
        START_AGAIN);
  }

  /** The names of the attributes that a profile lacks. */
  static List<String> profileAttributes(JsonObject embedded) {
    List<String> names = new ArrayList<>();
    for (Object each : embedded.getJsonArray("attributes", new JsonArray())) {
      if (each instanceof JsonObject attribute
          && attribute.getValue("name") instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  private Page confirmation() {
    return Page.of(
        "Confirm your account",
        shown(problem),
        Html.of("<p>Confirm that this account is yours.</p>"),
        form.action("user.confirm", Form.button("This account is mine")),
        START_AGAIN);
  }

  private Page agreement() {
    JsonObject agreement = embedded.getJsonObject("agreement", new JsonObject());
    return Page.of(
        agreement.getString("title", "Agreement"),
        shown(problem),
        Html.of("<p>%s</p>", agreement.getString("text", "To go on, agree to these terms.")),
        form.action("user.consent", Form.button("I agree")),
        START_AGAIN);
  }

  private Page credentials() {
    return Page.of(
        "Sign on once more",
        shown(problem),
        Html.of("<p>Sign on with your existing account to link it.</p>"),
        form.action(
            "usernamePassword.check",
            Field.USERNAME.first(problem),
            Field.PASSWORD.html(problem),
            Form.button("Sign on")),
        START_AGAIN);
  }

  private Page unknown() {
    return Page.of(
        "This page cannot continue",
        Html.of(
            "<p>Your sign-on requires a step that this page does not support. Ask your help desk.</p>"),
        START_AGAIN);
  }

  private Html otherDevices() {
    Html buttons = mayChange() ? devices.others(form) : Html.NONE;
    return buttons == Html.NONE ? Html.NONE : Html.of("<h2>Use another way</h2>%s", buttons);
  }

  private boolean mayChange() {
    return pending.offers("device.select");
  }

  /** Not shown: by it a password manager knows whose new password it is. */
  private Html username() {
    return pending.username() == null
        ? Html.NONE
        : Html.of(
            "<input type=\"text\" name=\"username\" value=\"%s\" autocomplete=\"username\" hidden>",
            pending.username());
  }
}
