package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.message.FlowAction;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A flow that waits for its next step, with what that step needs. */
public final class PendingFlow implements FlowResult {
  /**
   * What PingOne gives a flow that nobody touches (developer.pingidentity.com, "PingOne Flows").
   */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final SignOnState acquisition;
  private final FlowResource resource;
  private final Cookies cookies;
  private final Instant expiresAt;
  private final JsonObject stepDetails;

  private PendingFlow(
      SignOnState acquisition,
      FlowResource resource,
      Cookies cookies,
      Instant expiresAt,
      JsonObject stepDetails) {
    this.acquisition = acquisition;
    this.resource = resource;
    this.cookies = cookies;
    this.expiresAt = expiresAt;
    this.stepDetails = stepDetails;
  }

  static PendingFlow of(SignOnState acquisition, OpenFlow flow) {
    Instant expiry = flow.resource().expiry();
    return new PendingFlow(
        acquisition,
        flow.resource(),
        flow.cookies(),
        expiry == null ? Instant.now().plus(LIFETIME) : expiry,
        StepDetails.of(flow.newest()));
  }

  /** The same without what only the outcome tells, since it may be held for long. */
  PendingFlow slim() {
    return new PendingFlow(acquisition, resource, cookies, expiresAt, new JsonObject());
  }

  SignOnState acquisition() {
    return acquisition;
  }

  FlowResource resource() {
    return resource;
  }

  Cookies cookies() {
    return cookies;
  }

  /** When PingOne forgets it. */
  Instant expiresAt() {
    return expiresAt;
  }

  /** What the step is about. */
  JsonObject stepDetails() {
    return stepDetails;
  }

  /** The acquisition's id. */
  public String correlationId() {
    return acquisition.correlationId();
  }

  /** Who is to be signed on. */
  public String username() {
    return acquisition.username();
  }

  /** Where the flow stands, such as {@code OTP_REQUIRED}. */
  public String status() {
    return resource.status();
  }

  /** The names of the actions that PingOne offers now. */
  public List<String> actions() {
    return resource.actions();
  }

  /** Whether an action is possible now; where PingOne names none, any may be. */
  public boolean offers(FlowAction action) {
    return actions().isEmpty() || actions().contains(action.name());
  }

  /** Whether nothing can be sent now, since the user confirms on a device. */
  boolean waitsForPush() {
    return FlowStatus.of(resource) == FlowStatus.PUSH_CONFIRMATION_REQUIRED;
  }

  @Override
  public String toString() {
    return "PendingFlow[" + correlationId() + ", " + status() + "]";
  }
}
