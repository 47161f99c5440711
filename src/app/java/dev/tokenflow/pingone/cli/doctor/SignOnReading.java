package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;

/** What the outcome of a sign-on means. */
final class SignOnReading {
  static final String NAME = "sign-on";

  private SignOnReading() {}

  static Finding of(Outcome outcome) {
    if (outcome instanceof Tokens tokens) {
      return Finding.ok(
          NAME,
          "tokens"
              + (tokens.scope() == null ? "" : " for " + ServerText.clean(tokens.scope()))
              + (tokens.claims() == null ? "" : ", with a valid ID token")
              + (tokens.refreshToken() == null ? "" : ", with a refresh token"));
    }
    ActionRequired required = (ActionRequired) outcome;
    return Finding.ok(
        NAME,
        "the password is accepted; PingOne asks for "
            + ServerText.clean(required.status())
            + (required.actions().isEmpty()
                ? ""
                : " (" + ServerText.clean(String.join(", ", required.actions())) + ")")
            + ", so callers get action_required");
  }

  /** A failure, whose description is clean already. */
  static Finding of(Failure failure) {
    return Finding.failed(
        NAME,
        failure.error().wireName()
            + " at "
            + failure.step().wireName()
            + ": "
            + failure.description()
            + (failure.pingoneId() == null
                ? ""
                : " (PingOne's id " + ServerText.clean(failure.pingoneId()) + ")"),
        advice(failure));
  }

  private static String advice(Failure failure) {
    return switch (failure.error()) {
      case INVALID_CREDENTIALS ->
          "--username and the variable of --password-env; the password was sent once";
      case ACCOUNT_LOCKED -> "console: the user, to unlock; or wait";
      case ACCOUNT_DISABLED -> "console: the user, to enable";
      case ACCESS_DENIED, FLOW_FAILED ->
          "console: the sign-on policy, the user's population and devices, the application's"
              + " \"Access\"";
      case ACTION_UNSUPPORTED ->
          "console: the application's \"Policies\": the policy requires what only a browser can do";
      case INVALID_SCOPE -> "configuration: scope; console: the application's \"Resources\"";
      case INVALID_ID_TOKEN ->
          "this machine's clock; configuration: baseUrl; console: the application's key rotation"
              + " policy";
      case INVALID_GRANT ->
          "configuration: redirectUri; console: the application's \"PKCE enforcement\"";
      case RATE_LIMITED -> "wait; console: Rate Limits and Allowed IPs";
      case UNAVAILABLE, TIMEOUT -> "network; PingOne's status page";
      default ->
          failure.step() == Step.TOKEN
              ? "console: the application's \"Grant type\" and \"Token endpoint authentication"
                  + " method\""
              : "the setting that the text names";
    };
  }
}
