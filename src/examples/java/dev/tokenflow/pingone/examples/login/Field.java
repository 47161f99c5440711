package dev.tokenflow.pingone.examples.login;

import org.jspecify.annotations.Nullable;

/**
 * A labelled input.
 *
 * @param name its name and id
 * @param autocomplete what password managers and phones fill in (HTML, "Autofill")
 * @param attributes further attributes
 */
record Field(String name, String label, String type, String autocomplete, Html attributes) {
  private static final Html PLAIN = Html.of("autocapitalize=\"none\" spellcheck=\"false\"");

  static final Field USERNAME = new Field("username", "User name", "text", "username", PLAIN);
  static final Field EMAIL = new Field("email", "E-mail address", "email", "email", Html.NONE);
  static final Field PASSWORD =
      new Field("password", "Password", "password", "current-password", Html.NONE);
  static final Field CURRENT_PASSWORD =
      new Field("currentPassword", "Current password", "password", "current-password", Html.NONE);
  static final Field NEW_PASSWORD =
      new Field("newPassword", "New password", "password", "new-password", Html.NONE);
  static final Field CHOSEN_PASSWORD =
      new Field("password", "Password", "password", "new-password", Html.NONE);
  static final Field PASSCODE =
      new Field("otp", "Code", "text", "one-time-code", Html.of("inputmode=\"numeric\""));
  static final Field RECOVERY_CODE =
      new Field("recoveryCode", "Code from the e-mail", "text", "one-time-code", PLAIN);
  static final Field VERIFICATION_CODE =
      new Field("verificationCode", "Code from the e-mail", "text", "one-time-code", PLAIN);

  /** The empty field. */
  Html html(@Nullable Problem problem) {
    return html("", false, problem);
  }

  /** The empty first field, which has the focus unless the problem has it. */
  Html first(@Nullable Problem problem) {
    return html("", true, problem);
  }

  Html html(String value, boolean first, @Nullable Problem problem) {
    Html state =
        problem == null
            ? first ? Html.of(" autofocus") : Html.NONE
            : problem.fields().contains(name)
                ? Html.of(" aria-invalid=\"true\" aria-describedby=\"%s\"", Problem.ID)
                : Html.NONE;
    return Html.of(
        """
        <label for="%s">%s</label>
        <input id="%s" name="%s" type="%s" value="%s" autocomplete="%s" %s required%s>
        """,
        name, label, name, name, type, value, autocomplete, attributes, state);
  }
}
