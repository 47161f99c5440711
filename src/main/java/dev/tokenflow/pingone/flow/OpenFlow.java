package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open flow: where it stands, and what its next step needs.
 *
 * @param signOn the values of its authorization request
 * @param resource the flow resource of the newest response
 * @param cookies the cookies to send with the next request
 * @param receivedAt when the newest response came
 * @param response the newest response, or null if the flow is held for its next step
 */
public record OpenFlow(
    SignOnState signOn,
    FlowResource resource,
    Cookies cookies,
    Instant receivedAt,
    @Nullable Response response)
    implements FlowResult {
  /** PingOne's lifetime of an idle flow (developer.pingidentity.com, "PingOne Flows"). */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /**
   * Parses the flow in a response.
   *
   * @param cookies the cookies before this response
   * @throws StepException PingOne's error, or {@code invalid_response}
   */
  static OpenFlow parse(Response response, SignOnState signOn, Cookies cookies) {
    if (!response.succeeded()) {
      throw new StepException(PlatformError.failure(response));
    }
    return new OpenFlow(
        signOn,
        FlowResource.parse(response),
        cookies.renewedBy(response.setCookies()),
        Instant.now(),
        response);
  }

  /** Parses this flow in a later response. */
  OpenFlow after(Response later) {
    return parse(later, signOn, cookies);
  }

  /** A copy without the response: a flow may be held for long, and 10,000 of them at once. */
  OpenFlow slim() {
    return new OpenFlow(signOn, resource, cookies, receivedAt, null);
  }

  /** The newest response of a flow that is not held. */
  Response newest() {
    return Objects.requireNonNull(response, "a flow that is held has no response");
  }

  /** An {@code invalid_response} that concerns this flow. */
  StepException invalid(String description) {
    return response == null
        ? StepException.of(ErrorCode.INVALID_RESPONSE, Step.ACTION, description)
        : response.invalid(description);
  }

  FlowStatus meaning() {
    return FlowStatus.of(resource);
  }

  /** When PingOne ends the flow. */
  Instant expiresAt() {
    Instant expiry = resource.expiry();
    return expiry == null ? receivedAt.plus(LIFETIME) : expiry;
  }

  /** What the step is about; parsed here since most flows never stop for their caller. */
  JsonObject stepDetails() {
    return response == null ? new JsonObject() : FlowResource.stepDetails(response);
  }

  /** The id of the call that began the flow. */
  public String correlationId() {
    return signOn.correlationId();
  }

  /** The user who signs on. */
  public String username() {
    return signOn.username();
  }

  /** The status, such as {@code OTP_REQUIRED}. */
  public String status() {
    return resource.status();
  }

  /** The names of the actions that PingOne offers. */
  public List<String> actions() {
    return resource.actions();
  }

  /** Whether PingOne offers this action; if it names no action at all, any may be possible. */
  public boolean offers(FlowAction action) {
    return actions().isEmpty() || actions().contains(action.name());
  }

  @Override
  public String toString() {
    return "OpenFlow[" + correlationId() + ", " + status() + "]";
  }
}
