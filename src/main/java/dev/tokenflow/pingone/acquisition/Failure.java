package dev.tokenflow.pingone.acquisition;

import java.time.Duration;
import java.util.Objects;

/**
 * How an acquisition failed. It never holds a secret.
 *
 * @param error why
 * @param description one sentence for a person
 * @param step where
 * @param retryAfter the wait that PingOne asks for, or null
 * @param httpStatus the status of PingOne's answer, or null where there was none
 * @param pingoneId the id under which PingOne's support finds the request, or null
 * @param link where a browser could carry on what cannot be done headlessly, or null
 * @param next the step of the same flow that can be tried again, or null where the flow is over
 * @param username who was to be signed on, or null where that is not known
 * @param correlationId the acquisition's own id; null only until the acquisition adds it
 */
public record Failure(
    ErrorCode error,
    String description,
    Step step,
    Duration retryAfter,
    Integer httpStatus,
    String pingoneId,
    String link,
    ActionRequired next,
    String username,
    String correlationId) {

  public Failure {
    Objects.requireNonNull(error);
    Objects.requireNonNull(description);
    Objects.requireNonNull(step);
  }

  /** A failure without an answer of PingOne. */
  public static Failure of(ErrorCode error, Step step, String description) {
    return new Failure(error, description, step, null, null, null, null, null, null, null);
  }

  /** The same failure, to be tried again after this wait; null leaves it open. */
  public Failure withRetryAfter(Duration wait) {
    return new Failure(
        error, description, step, wait, httpStatus, pingoneId, link, next, username, correlationId);
  }

  /** The same failure with the status and the support id of PingOne's answer. */
  public Failure withAnswer(Integer status, String id) {
    return new Failure(
        error, description, step, retryAfter, status, id, link, next, username, correlationId);
  }

  /** The same failure with the link for a browser. */
  public Failure withLink(String url) {
    return new Failure(
        error,
        description,
        step,
        retryAfter,
        httpStatus,
        pingoneId,
        url,
        next,
        username,
        correlationId);
  }

  /** The same failure of a flow that lives on; null for one that does not. */
  public Failure withNext(ActionRequired required) {
    return new Failure(
        error,
        description,
        step,
        retryAfter,
        httpStatus,
        pingoneId,
        link,
        required,
        username,
        correlationId);
  }

  /** The same failure of this user's acquisition. */
  public Failure withUsername(String name) {
    return new Failure(
        error,
        description,
        step,
        retryAfter,
        httpStatus,
        pingoneId,
        link,
        next,
        name,
        correlationId);
  }

  /** The same failure with the acquisition's id. */
  public Failure withCorrelationId(String id) {
    return new Failure(
        error, description, step, retryAfter, httpStatus, pingoneId, link, next, username, id);
  }

  /**
   * Whether the same request may succeed later although nobody changes anything, or another try at
   * the same step of the flow, where there is a {@link #next()}.
   */
  public boolean retryable() {
    // A sign-on that lost its flow can begin again; a flow that is gone takes no further step.
    boolean gone = error == ErrorCode.FLOW_EXPIRED && step == Step.ACTION;
    return next != null || (error.retryable() && !gone);
  }
}
