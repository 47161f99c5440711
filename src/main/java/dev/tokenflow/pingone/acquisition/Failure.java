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
 * @param correlationId the acquisition's own id; null only until the acquisition adds it
 */
public record Failure(
    ErrorCode error,
    String description,
    Step step,
    Duration retryAfter,
    Integer httpStatus,
    String pingoneId,
    String correlationId) {

  public Failure {
    Objects.requireNonNull(error);
    Objects.requireNonNull(description);
    Objects.requireNonNull(step);
  }

  /** A failure without an answer of PingOne. */
  public static Failure of(ErrorCode error, Step step, String description) {
    return new Failure(error, description, step, null, null, null, null);
  }

  /** The same failure, to be tried again after this wait; null leaves it open. */
  public Failure withRetryAfter(Duration wait) {
    return new Failure(error, description, step, wait, httpStatus, pingoneId, correlationId);
  }

  /** The same failure with the status and the support id of PingOne's answer. */
  public Failure withAnswer(Integer status, String id) {
    return new Failure(error, description, step, retryAfter, status, id, correlationId);
  }

  /** The same failure with the acquisition's id. */
  public Failure withCorrelationId(String id) {
    return new Failure(error, description, step, retryAfter, httpStatus, pingoneId, id);
  }

  /** Whether the same request may succeed later although nobody changes anything. */
  public boolean retryable() {
    return error.retryable();
  }
}
