package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a step failed, before it is known whose request it belongs to: the {@code Call} makes a
 * complete {@code Failure} of it. It never contains a secret.
 *
 * @param error the error code
 * @param description one sentence for a person
 * @param step the step that failed
 * @param retryAfter how long the server asks to wait, or null
 * @param answer what the server's answer adds, or null without an answer
 * @param details the single faults that the server names
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
    @Nullable Answer answer,
    List<Failure.Detail> details,
    @Nullable String link,
    @Nullable ActionRequired next,
    @Nullable Fate fate) {

  /**
   * What an answer adds to a failure.
   *
   * @param status the HTTP status, or null if the answer itself was good or did not come
   * @param supportId the id by which the server's support finds the request, or null
   * @param cookies the cookies that the next request of the same flow must send
   */
  public record Answer(@Nullable Integer status, @Nullable String supportId, Cookies cookies) {}

  public StepFailure {
    description = Redaction.cut(description);
    retryAfter =
        retryAfter == null ? null : ServerNumbers.atMost(ServerNumbers.MAX_RETRY_AFTER, retryAfter);
    details = List.copyOf(details);
  }

  /** A failure without an answer of the server. */
  public static StepFailure of(ErrorCode error, Step step, String description) {
    return new StepFailure(error, description, step, null, null, List.of(), null, null, null);
  }

  /** The status of the server's answer, or null without an answer. */
  public @Nullable Integer httpStatus() {
    return answer == null ? null : answer.status();
  }

  /** The id by which the server's support finds the request, or null. */
  public @Nullable String pingoneId() {
    return answer == null ? null : answer.supportId();
  }

  /** A copy with a remark at the end of the description, which is cut to make room for it. */
  public StepFailure withRemark(String remark) {
    return new StepFailure(
        error,
        Redaction.cut(description, remark),
        step,
        retryAfter,
        answer,
        details,
        link,
        next,
        fate);
  }

  /** A copy whose description and id do not show what is hidden. */
  public StepFailure redacted(Redaction hidden) {
    Answer shown =
        answer == null || answer.supportId() == null
            ? answer
            : new Answer(answer.status(), hidden.line(answer.supportId()), answer.cookies());
    return new StepFailure(
        error, hidden.line(description), step, retryAfter, shown, details, link, next, fate);
  }

  /** A copy with this wait; null if the server does not say. */
  public StepFailure withRetryAfter(@Nullable Duration wait) {
    return new StepFailure(error, description, step, wait, answer, details, link, next, fate);
  }

  /** A copy with what the server's answer adds. */
  public StepFailure withAnswer(@Nullable Answer other) {
    return new StepFailure(error, description, step, retryAfter, other, details, link, next, fate);
  }

  /** A copy with the single faults. */
  public StepFailure withDetails(List<Failure.Detail> faults) {
    return new StepFailure(error, description, step, retryAfter, answer, faults, link, next, fate);
  }

  /** A copy with the link for a browser. */
  public StepFailure withLink(@Nullable String url) {
    return new StepFailure(error, description, step, retryAfter, answer, details, url, next, fate);
  }

  /** A copy with the next step of a flow that is still open. */
  public StepFailure withNext(@Nullable ActionRequired required) {
    return new StepFailure(
        error, description, step, retryAfter, answer, details, link, required, fate);
  }

  /** A copy that says what became of the request. */
  StepFailure withFate(@Nullable Fate known) {
    return new StepFailure(
        error, description, step, retryAfter, answer, details, link, next, known);
  }
}
