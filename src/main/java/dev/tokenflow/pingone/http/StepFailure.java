package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.ResendRules.Fate;
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
 * @param retryAfter how long the server asks to wait, or null
 * @param httpStatus the status of the server's answer, or null without an answer
 * @param pingoneId the id by which the server's support finds the request, or null
 * @param link where a browser could continue what cannot be done headlessly, or null
 * @param next the step of the flow, if the flow is still open, else null
 * @param fate what is known of a request that was not answered, or answered with 429 or 5xx; null
 *     if there is nothing to remedy: the server's answer is final, no request was made, or the
 *     client was closed
 */
public record StepFailure(
    ErrorCode error,
    String description,
    Step step,
    @Nullable Duration retryAfter,
    @Nullable Integer httpStatus,
    @Nullable String pingoneId,
    @Nullable String link,
    @Nullable ActionRequired next,
    @Nullable Fate fate) {

  /** A failure without an answer of the server. */
  public static StepFailure of(ErrorCode error, Step step, String description) {
    return new StepFailure(error, description, step, null, null, null, null, null, null);
  }

  /** A copy with this wait; null if the server does not say. */
  public StepFailure withRetryAfter(@Nullable Duration wait) {
    return new StepFailure(error, description, step, wait, httpStatus, pingoneId, link, next, fate);
  }

  /** A copy with the status and the support id of the server's answer. */
  public StepFailure withAnswer(@Nullable Integer status, @Nullable String id) {
    return new StepFailure(error, description, step, retryAfter, status, id, link, next, fate);
  }

  /** A copy with the link for a browser. */
  public StepFailure withLink(@Nullable String url) {
    return new StepFailure(
        error, description, step, retryAfter, httpStatus, pingoneId, url, next, fate);
  }

  /** A copy with the next step of a flow that is still open. */
  public StepFailure withNext(@Nullable ActionRequired required) {
    return new StepFailure(
        error, description, step, retryAfter, httpStatus, pingoneId, link, required, fate);
  }

  /** A copy that says what became of the request. */
  StepFailure withFate(@Nullable Fate known) {
    return new StepFailure(
        error, description, step, retryAfter, httpStatus, pingoneId, link, next, known);
  }
}
