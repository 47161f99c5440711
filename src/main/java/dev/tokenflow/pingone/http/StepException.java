package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;

/** A step failed. Like {@code PingOneException} it has no stack trace. */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StepFailure failure;

  public StepException(StepFailure failure) {
    super(failure.error().wireName() + " at " + failure.step().wireName(), null, false, false);
    this.failure = failure;
  }

  /** A failure without an answer of PingOne. */
  public static StepException of(ErrorCode error, Step step, String description) {
    return new StepException(StepFailure.of(error, step, description));
  }

  /** What failed, and why. */
  public StepFailure failure() {
    return failure;
  }
}
