package dev.tokenflow.pingone.flow;

import java.util.Set;

/** What the status of a flow means for whoever carries it on. */
enum FlowStatus {
  /** PingOne waits for the user name, and asks for the password later. */
  USERNAME_REQUIRED,
  /** PingOne waits for user name and password. */
  CREDENTIALS_REQUIRED,
  /** PingOne waits for the user, who confirms on a device; nothing is to be sent. */
  PUSH_CONFIRMATION_REQUIRED,
  /** Nothing is left to do but to resume. */
  COMPLETED,
  /** The flow ended without success. */
  FAILED,
  /** A browser at another identity provider would be needed. */
  NOT_HEADLESS,
  /** Anything else: PingOne waits for an action that the caller has to choose. */
  ACTION_REQUIRED;

  /** The action that submits user name and password. */
  static final String USERNAME_PASSWORD_CHECK = "usernamePassword.check";

  /** The action that submits the user name alone. */
  static final String USER_LOOKUP = "user.lookup";

  private static final Set<String> NOT_HEADLESS_STATUSES =
      Set.of("EXTERNAL_AUTHENTICATION_REQUIRED", "ACCOUNT_LINKING_REQUIRED");

  /** Statuses that an action of this name answers, whether or not its link is there. */
  private static final Set<String> CREDENTIALS_STATUSES =
      Set.of("USERNAME_PASSWORD_REQUIRED", "PASSWORD_REQUIRED");

  /**
   * Whether a flow wants the password again after it was submitted. Another status than before is
   * progress, even if its links still offer the check.
   */
  static boolean asksAgain(FlowResource before, FlowResource after) {
    return CREDENTIALS_STATUSES.contains(after.status()) || after.status().equals(before.status());
  }

  static FlowStatus of(FlowResource flow) {
    String status = flow.status();
    if (status.equals("COMPLETED")) {
      return COMPLETED;
    }
    if (status.equals("FAILED")) {
      return FAILED;
    }
    if (NOT_HEADLESS_STATUSES.contains(status)) {
      return NOT_HEADLESS;
    }
    if (status.equals("PUSH_CONFIRMATION_REQUIRED")) {
      return PUSH_CONFIRMATION_REQUIRED;
    }
    if (CREDENTIALS_STATUSES.contains(status) || flow.href(USERNAME_PASSWORD_CHECK) != null) {
      return CREDENTIALS_REQUIRED;
    }
    return status.equals("SIGN_ON_REQUIRED") ? USERNAME_REQUIRED : ACTION_REQUIRED;
  }
}
