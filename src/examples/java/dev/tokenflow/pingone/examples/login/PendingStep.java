package dev.tokenflow.pingone.examples.login;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Outcome;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The step that PingOne waits for.
 *
 * @param step the open flow
 * @param status what the person sees: the flow's status, unless it is played
 * @param username the user name that was given, or null before there is one
 * @param played whether the page plays a recovery for a user name that PingOne does not know: it
 *     must look and answer as for any other
 */
record PendingStep(ActionRequired step, String status, @Nullable String username, boolean played) {
  static final String RECOVERY = "RECOVERY_CODE_REQUIRED";
  static final String PUSH = "PUSH_CONFIRMATION_REQUIRED";

  static PendingStep of(ActionRequired step, @Nullable String username) {
    return new PendingStep(step, step.status(), username, false);
  }

  static PendingStep playedRecovery(ActionRequired step, String username) {
    return new PendingStep(step, RECOVERY, username, true);
  }

  /** The same step with the handle for the next try. */
  PendingStep with(ActionRequired next) {
    return played ? new PendingStep(next, status, username, true) : of(next, username);
  }

  /** Whether the flow takes this action now. */
  boolean offers(String action) {
    return played
        ? action.equals("password.recover") || action.equals("password.sendRecoveryCode")
        : step.actions().contains(action);
  }

  /** Whether it is still where it began, so that there is nothing to go on with. */
  boolean isBeginning() {
    return status.equals("USERNAME_PASSWORD_REQUIRED") || status.equals("SIGN_ON_REQUIRED");
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("step", step.toJson())
        .put("status", status)
        .put("username", username)
        .put("played", played);
  }

  static PendingStep fromJson(JsonObject kept) {
    return new PendingStep(
        (ActionRequired) Outcome.fromJson(kept.getJsonObject("step")),
        kept.getString("status"),
        kept.getString("username"),
        kept.getBoolean("played"));
  }
}
