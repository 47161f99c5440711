package dev.tokenflow.pingone.acquisition;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * PingOne wants more than a password.
 *
 * @param status what it waits for, such as {@code OTP_REQUIRED}
 * @param actions the actions that are possible now, such as {@code otp.check}
 * @param flow the handle of the flow: opaque, and no secret of PingOne's is in it
 * @param continueAt the event bus address that carries the flow on
 * @param expiresAt when PingOne forgets the flow, or null where it was silent
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
