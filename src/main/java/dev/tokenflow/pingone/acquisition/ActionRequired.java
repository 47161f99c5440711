package dev.tokenflow.pingone.acquisition;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * PingOne wants more than a password. The flow waits where it is until {@code expiresAt}.
 *
 * @param status what it waits for, such as {@code OTP_REQUIRED}
 * @param actions the actions that are possible now, such as {@code otp.check}
 * @param flow the handle of the flow, good for one step: opaque, and no secret of PingOne's is in
 *     it
 * @param continueAt the event bus address that carries the flow on; null where this client does
 * @param expiresAt until when the flow can be carried on
 * @param embedded what PingOne tells about the step, such as the user's devices
 * @param correlationId the acquisition's id
 */
public record ActionRequired(
    String status,
    List<String> actions,
    String flow,
    String continueAt,
    Instant expiresAt,
    JsonObject embedded,
    String correlationId)
    implements Outcome {

  public ActionRequired {
    actions = List.copyOf(actions);
  }

  /** This action, to carry the flow on. */
  public Continuation with(FlowAction action) {
    return new Continuation(flow, continueAt, Objects.requireNonNull(action, "action"));
  }

  /** Another look at the flow; at {@code PUSH_CONFIRMATION_REQUIRED} it waits for the user. */
  public Continuation again() {
    return new Continuation(flow, continueAt, null);
  }

  /** Without the handle, which is good for carrying the flow on, and without the user's devices. */
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
