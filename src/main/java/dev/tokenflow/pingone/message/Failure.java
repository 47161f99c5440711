package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed. It never contains a secret.
 *
 * @param error the error code
 * @param description one sentence for a person
 * @param step the step that failed
 * @param retryAfter how long PingOne asks to wait, or null
 * @param httpStatus the status of PingOne's answer, or null without an answer
 * @param pingoneId the id by which PingOne's support finds the request, or null
 * @param details the single faults that PingOne names, 20 at most
 * @param link where a browser could continue what cannot be done headlessly, or null
 * @param next the step of the flow, if the flow is still open, else null
 * @param username the user name that the caller gave, or null
 * @param correlationId the id of the request
 */
public record Failure(
    ErrorCode error,
    String description,
    Step step,
    @Nullable Duration retryAfter,
    @Nullable Integer httpStatus,
    @Nullable String pingoneId,
    List<Detail> details,
    @Nullable String link,
    @Nullable ActionRequired next,
    @Nullable String username,
    String correlationId) {

  /**
   * A single fault, such as a requirement that a new password does not meet.
   *
   * @param code PingOne's code, such as {@code INVALID_VALUE}, or null
   * @param target the field that it is about, such as {@code newPassword}, or null
   * @param message PingOne's text for a developer, or null
   * @param innerError further values by PingOne's own names, such as {@code failuresRemaining}, or
   *     null
   */
  public record Detail(
      @Nullable String code,
      @Nullable String target,
      @Nullable String message,
      @Nullable JsonObject innerError) {

    static Detail fromJson(JsonObject detail) {
      return new Detail(
          detail.getString("code"),
          detail.getString("target"),
          detail.getString("message"),
          detail.getJsonObject("inner_error"));
    }

    JsonObject toJson() {
      JsonObject detail = new JsonObject();
      JsonFields.put(detail, "code", code);
      JsonFields.put(detail, "target", target);
      JsonFields.put(detail, "message", message);
      JsonFields.put(detail, "inner_error", innerError);
      return detail;
    }
  }

  public Failure {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(correlationId, "correlationId");
    details = List.copyOf(details);
  }

  /** A failure without an answer of PingOne. */
  public static Failure of(
      ErrorCode error,
      Step step,
      String description,
      @Nullable String username,
      String correlationId) {
    return new Failure(
        error, description, step, null, null, null, List.of(), null, null, username, correlationId);
  }

  /**
   * Whether the same request may succeed later without any change, or, while the flow is open,
   * whether the same step can be tried again.
   */
  public boolean retryable() {
    // A sign-on that lost its flow can begin again; a flow that is gone takes no further step.
    boolean gone = error == ErrorCode.FLOW_EXPIRED && step == Step.ACTION;
    return next != null || (error.retryable() && !gone);
  }

  /**
   * Reads a failure that a {@code PingOneVerticle} sent.
   *
   * @param username the user name of the request, which the message does not repeat, or null
   * @param correlationId used if the message has none
   */
  public static Failure fromJson(
      JsonObject message, @Nullable String username, String correlationId) {
    return new Failure(
        ErrorCode.of(message.getString("error")),
        message.getString("error_description", ""),
        Step.of(message.getString("step")),
        JsonFields.seconds(message, "retry_after"),
        message.getInteger("http_status"),
        message.getString("pingone_id"),
        message.getJsonArray("details", new JsonArray()).stream()
            .map(detail -> Detail.fromJson((JsonObject) detail))
            .toList(),
        message.getString("link"),
        message.getString("flow") == null ? null : ActionRequired.fromJson(message),
        username,
        message.getString("correlation_id", correlationId));
  }

  /** The message of the event bus reply. An open flow adds the fields of its next step. */
  public JsonObject toJson() {
    JsonObject message =
        new JsonObject()
            .put("error", error.wireName())
            .put("error_description", description)
            .put("step", step.wireName())
            .put("retryable", retryable());
    if (retryAfter != null) {
      // Rounded up: a caller that waits this long has waited long enough.
      message.put("retry_after", retryAfter.plusNanos(999_999_999).toSeconds());
    }
    JsonFields.put(message, "http_status", httpStatus);
    JsonFields.put(message, "pingone_id", pingoneId);
    if (!details.isEmpty()) {
      message.put("details", new JsonArray(details.stream().map(Detail::toJson).toList()));
    }
    JsonFields.put(message, "link", link);
    if (next != null) {
      next.writeStep(message);
    }
    return message.put("correlation_id", correlationId);
  }

  /** The published message: with the user name, without what only the caller may use. */
  public JsonObject toPublishedJson() {
    JsonObject message = withoutFlow().toJson().put("retryable", retryable());
    JsonFields.put(message, "username", username);
    return message;
  }

  /** The same failure for another caller, at a time when this much of the wait is left. */
  public Failure copyFor(@Nullable Duration remainingWait) {
    return new Failure(
        error,
        description,
        step,
        remainingWait,
        httpStatus,
        pingoneId,
        details,
        link,
        next,
        username,
        correlationId);
  }

  /** A copy without details, link and open flow: for others than the caller. */
  public Failure withoutFlow() {
    return new Failure(
        error,
        description,
        step,
        retryAfter,
        httpStatus,
        pingoneId,
        List.of(),
        null,
        null,
        username,
        correlationId);
  }
}
