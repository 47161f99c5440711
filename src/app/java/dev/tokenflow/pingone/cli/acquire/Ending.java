package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.message.ErrorCode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a user's acquisition ended, in the words of its line.
 *
 * @param outcome {@code tokens}, {@code action_required} or {@code failed}
 * @param code the status of an action that is required, the error of a failure, or an empty string
 * @param step the step that failed, or an empty string
 */
record Ending(String outcome, String code, String step) {
  static final String TOKENS = "tokens";
  static final String ACTION_REQUIRED = "action_required";
  static final String FAILED = "failed";

  /**
   * The failures that another try does not cure, or that it makes worse: it may lock an account.
   */
  private static final Set<String> FINAL =
      Stream.of(
              ErrorCode.INVALID_CREDENTIALS,
              ErrorCode.ACCOUNT_LOCKED,
              ErrorCode.ACCOUNT_DISABLED,
              ErrorCode.ACCESS_DENIED,
              ErrorCode.FLOW_FAILED,
              ErrorCode.ACTION_UNSUPPORTED)
          .map(ErrorCode::wireName)
          .collect(Collectors.toUnmodifiableSet());

  boolean isTokens() {
    return outcome.equals(TOKENS);
  }

  /** Whether {@code --resume} leaves the user alone. */
  boolean isFinal() {
    return !outcome.equals(FAILED) || FINAL.contains(code);
  }

  /** For the progress: short. */
  String kind() {
    return outcome.equals(FAILED) ? code : outcome;
  }

  /** For the summary: with the step or the status. */
  String description() {
    return step.isEmpty()
        ? (code.isEmpty() ? outcome : outcome + " " + code)
        : code + " at " + step;
  }
}
