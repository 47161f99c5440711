package dev.tokenflow.pingone.cli.acquire;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Outcome;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of one user: tokens, a step that is required, or a failure. */
sealed interface Result {
  User user();

  Ending ending();

  /** The fields of its line, without user name and scope. */
  JsonObject fields();

  /** Whether its flow waits for a next step, which is never taken. */
  boolean leavesFlowOpen();

  /** The user's line in the file of results, without the line break. */
  default byte[] line() {
    JsonObject line = new JsonObject().put("username", user().username());
    JsonObject fields = fields();
    if (user().scope() != null && !fields.containsKey("scope")) {
      line.put("scope", user().scope());
    }
    // JSON escapes line breaks, so a line stays one line.
    return line.mergeIn(fields.put("username", user().username()))
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** PingOne answered with tokens or a step. */
  record Answered(User user, Outcome outcome) implements Result {
    @Override
    public Ending ending() {
      return outcome instanceof ActionRequired step
          ? new Ending(Ending.ACTION_REQUIRED, step.status(), "")
          : new Ending(Ending.TOKENS, "", "");
    }

    @Override
    public boolean leavesFlowOpen() {
      return outcome instanceof ActionRequired;
    }

    /** The flow of a step ends with this process, so its handle is left out. */
    @Override
    public JsonObject fields() {
      JsonObject fields = outcome.toJson();
      fields.remove("flow");
      fields.remove("continue_at");
      return fields;
    }
  }

  /** The acquisition failed. */
  record Failed(User user, Failure failure) implements Result {
    private static final Set<ErrorCode> CONGESTION =
        EnumSet.of(
            ErrorCode.RATE_LIMITED, ErrorCode.UNAVAILABLE, ErrorCode.OVERLOADED, ErrorCode.TIMEOUT);

    @Override
    public Ending ending() {
      return new Ending(Ending.FAILED, failure.error().wireName(), failure.step().wireName());
    }

    @Override
    public JsonObject fields() {
      return new JsonObject().put("outcome", Ending.FAILED).mergeIn(ended().toJson());
    }

    @Override
    public boolean leavesFlowOpen() {
      return failure.next() != null;
    }

    /**
     * The failure without the flow, which is gone with this process: its step cannot be retried.
     */
    private Failure ended() {
      return failure.next() == null
          ? failure
          : new Failure(
              failure.error(),
              failure.description(),
              failure.step(),
              failure.retryAfter(),
              failure.httpStatus(),
              failure.pingoneId(),
              failure.details(),
              failure.link(),
              null,
              failure.username(),
              failure.correlationId());
    }

    /** Whether PingOne or the way to it does not take as much now, or nothing. */
    boolean isCongestion() {
      return CONGESTION.contains(failure.error()) && !isAboutThisUser();
    }

    /** Whether PingOne refuses a user who tried too often, which it says in the details alone. */
    private boolean isAboutThisUser() {
      return failure.details().stream().anyMatch(detail -> "QUOTA_EXCEEDED".equals(detail.code()));
    }

    /** Whether the next user would fail in the same way, or null. */
    @Nullable String endsTheRun() {
      return failure.error() == ErrorCode.INVALID_CLIENT
              || failure.error() == ErrorCode.CONFIGURATION
          ? failure.error().wireName()
              + " at "
              + failure.step().wireName()
              + ", which every user would meet: "
              + failure.description()
          : null;
    }
  }
}
