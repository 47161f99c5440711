package dev.tokenflow.pingone.flow;

/** What the status of a flow requires. */
enum FlowStatus {
  /** The user name; PingOne asks for the password later. */
  USERNAME_REQUIRED,
  /** User name and password. */
  CREDENTIALS_REQUIRED,
  /** The user confirms on a device; nothing can be sent. */
  PUSH_CONFIRMATION_REQUIRED,
  /** The flow can be resumed. */
  COMPLETED,
  /** The flow ended without success. */
  FAILED,
  /** A browser at another identity provider. */
  NOT_HEADLESS,
  /** An action that the caller chooses; every status that PingOne may add is one of these. */
  ACTION_REQUIRED;

  static final String COMPLETED_STATUS = "COMPLETED";
  static final String FAILED_STATUS = "FAILED";

  static FlowStatus of(FlowResource flow) {
    return switch (flow.status()) {
      case COMPLETED_STATUS -> COMPLETED;
      case FAILED_STATUS -> FAILED;
      case "EXTERNAL_AUTHENTICATION_REQUIRED" -> NOT_HEADLESS;
      // It asks for a password, but only the caller can decide to link the accounts.
      case "ACCOUNT_LINKING_REQUIRED" -> ACTION_REQUIRED;
      case "PUSH_CONFIRMATION_REQUIRED" -> PUSH_CONFIRMATION_REQUIRED;
      default -> {
        // PingOne does not always send the link with these two statuses.
        if (asksForPassword(flow) || flow.links().contains("usernamePassword.check")) {
          yield CREDENTIALS_REQUIRED;
        }
        yield flow.status().equals("SIGN_ON_REQUIRED") ? USERNAME_REQUIRED : ACTION_REQUIRED;
      }
    };
  }

  /** Whether the status itself asks for the password, with or without a link. */
  static boolean asksForPassword(FlowResource flow) {
    return flow.status().equals("USERNAME_PASSWORD_REQUIRED")
        || flow.status().equals("PASSWORD_REQUIRED");
  }
}
