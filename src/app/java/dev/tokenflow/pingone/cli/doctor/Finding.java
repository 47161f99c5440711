package dev.tokenflow.pingone.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param text what was tried, and what came
 * @param advice the setting to look at; null unless the check failed
 */
record Finding(String check, Verdict verdict, String text, @Nullable String advice) {

  /** How a check ended. */
  enum Verdict {
    OK,
    FAILED,
    SKIPPED
  }

  static Finding ok(String check, String text) {
    return new Finding(check, Verdict.OK, text, null);
  }

  static Finding failed(String check, String text, String advice) {
    return new Finding(check, Verdict.FAILED, text, advice);
  }

  /** A check that could not say anything. */
  static Finding skipped(String check, String why) {
    return new Finding(check, Verdict.SKIPPED, why, null);
  }

  boolean hasFailed() {
    return verdict == Verdict.FAILED;
  }

  boolean isOk() {
    return verdict == Verdict.OK;
  }
}
