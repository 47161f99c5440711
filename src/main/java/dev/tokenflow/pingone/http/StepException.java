package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import org.jspecify.annotations.Nullable;

/** A step failed. Like {@code PingOneException} it has no stack trace. */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StepFailure failure;

  public StepException(StepFailure failure) {
    super(failure.error().wireName() + " at " + failure.step().wireName(), null, false, false);
    this.failure = failure;
  }

  /** A failure without an answer of the server. */
  public static StepException of(ErrorCode error, Step step, String description) {
    return new StepException(StepFailure.of(error, step, description));
  }

  /** The {@code unavailable} of a step that ends because the client closes. */
  public static StepException closed(Step step) {
    return of(ErrorCode.UNAVAILABLE, step, "the client was closed");
  }

  /** What failed, and why. */
  public StepFailure failure() {
    return failure;
  }

  /** What became of the request, see {@link StepFailure#fate()}. */
  public @Nullable Fate fate() {
    return failure.fate();
  }
}
