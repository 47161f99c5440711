package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PingOne requires another step. The flow stays open until {@code expiresAt}.
 *
 * @param status the status of the flow, such as {@code OTP_REQUIRED}
 * @param actions the actions that can be submitted now, such as {@code otp.check}
 * @param flow the handle of the flow, valid for one step; opaque, and left out of {@link
 *     #toString()}
 * @param continueAt the event bus address that continues the flow; null if the client of this
 *     process holds it
 * @param expiresAt when the flow expires
 * @param embedded what PingOne says about the step, such as the user's devices
 * @param correlationId the id of the request that began the flow
 */
public record ActionRequired(
    String status,
    List<String> actions,
    String flow,
    @Nullable String continueAt,
    @Nullable Instant expiresAt,
    JsonObject embedded,
    String correlationId)
    implements Outcome {

  public ActionRequired {
    actions = List.copyOf(actions);
  }

  /** Submits this action. */
  public Continuation with(FlowAction action) {
    return new Continuation(flow, continueAt, Objects.requireNonNull(action, "action"));
  }

  /** Looks at the flow again; at {@code PUSH_CONFIRMATION_REQUIRED} that waits for the user. */
  public Continuation again() {
    return new Continuation(flow, continueAt, null);
  }

  /** Reads the step from an outcome, or from a failure of a flow that is still open. */
  static ActionRequired fromJson(JsonObject message) {
    return new ActionRequired(
        message.getString("status"),
        message.getJsonArray("actions").stream().map(String.class::cast).toList(),
        message.getString("flow"),
        message.getString("continue_at"),
        JsonFields.instant(message, "expires_at"),
        message.getJsonObject("embedded"),
        message.getString("correlation_id"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject message = new JsonObject().put("outcome", "action_required");
    writeStep(message);
    return message.put("correlation_id", correlationId);
  }

  /** Writes the fields of the step, which a failure of an open flow has too. */
  void writeStep(JsonObject message) {
    message
        .put("status", status)
        .put("actions", new JsonArray(List.copyOf(actions)))
        .put("flow", flow)
        .put("continue_at", continueAt);
    JsonFields.put(message, "expires_at", expiresAt);
    message.put("embedded", embedded);
  }

  @Override
  public String toString() {
    return "ActionRequired[status="
        + status
        + ", actions="
        + actions
        + ", expiresAt="
        + expiresAt
        + ", correlationId="
        + correlationId
        + "]";
  }
}
