package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;

/**
 * A failure as JSON, which is the message of a {@link ReplyException}. Where the flow lives on, it
 * also has the fields by which an outcome asks for the next step.
 */
public final class FailureMessage {
  private FailureMessage() {}

  /** The message that tells a failure. */
  public static JsonObject encode(Failure failure) {
    JsonObject message =
        new JsonObject()
            .put("error", failure.error().wireName())
            .put("error_description", failure.description())
            .put("step", failure.step().wireName())
            .put("retryable", failure.retryable());
    if (failure.retryAfter() != null) {
      message.put("retry_after", seconds(failure.retryAfter()));
    }
    Fields.put(message, "http_status", failure.httpStatus());
    Fields.put(message, "pingone_id", failure.pingoneId());
    Fields.put(message, "link", failure.link());
    if (failure.next() != null) {
      OutcomeMessage.putStep(message, failure.next());
    }
    return message.put("correlation_id", failure.correlationId());
  }

  /** The message for all who listen: without what only the caller needs to carry the flow on. */
  public static JsonObject published(Failure failure) {
    JsonObject message = encode(failure.withNext(null).withLink(null));
    message.put("retryable", failure.retryable());
    Fields.put(message, "username", failure.username());
    return message;
  }

  /** The failure that a reply tells, be it the verticle's or the event bus's own. */
  public static Failure decode(ReplyException reply, String address) {
    return switch (reply.failureType()) {
      case NO_HANDLERS ->
          Failure.of(
              ErrorCode.UNAVAILABLE, Step.REQUEST, "no PingOneVerticle listens at " + address);
      case TIMEOUT ->
          Failure.of(ErrorCode.TIMEOUT, Step.REQUEST, "no reply came from " + address + " in time");
      case RECIPIENT_FAILURE, ERROR -> decode(reply.getMessage());
    };
  }

  private static Failure decode(String message) {
    try {
      return decode(new JsonObject(message));
    } catch (DecodeException | NullPointerException | ClassCastException foreign) {
      return Failure.of(ErrorCode.INTERNAL, Step.REQUEST, "a reply that no PingOneVerticle sends");
    }
  }

  private static Failure decode(JsonObject failure) {
    Long retryAfter = failure.getLong("retry_after");
    return new Failure(
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.wireName().equals(failure.getString("error")))
            .findFirst()
            .orElse(ErrorCode.INTERNAL),
        failure.getString("error_description", ""),
        Arrays.stream(Step.values())
            .filter(step -> step.wireName().equals(failure.getString("step")))
            .findFirst()
            .orElse(Step.REQUEST),
        retryAfter == null ? null : Duration.ofSeconds(retryAfter),
        failure.getInteger("http_status"),
        failure.getString("pingone_id"),
        failure.getString("link"),
        failure.getString("flow") == null ? null : OutcomeMessage.decodeActionRequired(failure),
        null,
        failure.getString("correlation_id"));
  }

  /** Whole seconds, rounded up: whoever waits so long has waited long enough. */
  private static long seconds(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }
}
