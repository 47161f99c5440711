package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a step failed, before it is known whose request it belongs to: the {@code Call} makes a
 * complete {@code Failure} of it. It never contains a secret.
 *
 * @param error the error code
 * @param description one sentence for a person
 * @param step the step that failed
 * @param retryAfter how long PingOne asks to wait, or null
 * @param httpStatus the status of PingOne's answer, or null without an answer
 * @param pingoneId the id by which PingOne's support finds the request, or null
 * @param link where a browser could continue what cannot be done headlessly, or null
 * @param next the step of the flow, if the flow is still open, else null
 */
public record StepFailure(
    ErrorCode error,
    String description,
    Step step,
    @Nullable Duration retryAfter,
    @Nullable Integer httpStatus,
    @Nullable String pingoneId,
    @Nullable String link,
    @Nullable ActionRequired next) {

  /** A failure without an answer of PingOne. */
  public static StepFailure of(ErrorCode error, Step step, String description) {
    return new StepFailure(error, description, step, null, null, null, null, null);
  }

  /** A copy with this wait; null if PingOne does not say. */
  public StepFailure withRetryAfter(@Nullable Duration wait) {
    return new StepFailure(error, description, step, wait, httpStatus, pingoneId, link, next);
  }

  /** A copy with the status and the support id of PingOne's answer. */
  public StepFailure withAnswer(@Nullable Integer status, @Nullable String id) {
    return new StepFailure(error, description, step, retryAfter, status, id, link, next);
  }

  /** A copy with the link for a browser. */
  public StepFailure withLink(@Nullable String url) {
    return new StepFailure(error, description, step, retryAfter, httpStatus, pingoneId, url, next);
  }

  /** A copy with the next step of a flow that is still open. */
  public StepFailure withNext(@Nullable ActionRequired required) {
    return new StepFailure(
        error, description, step, retryAfter, httpStatus, pingoneId, link, required);
  }
}
