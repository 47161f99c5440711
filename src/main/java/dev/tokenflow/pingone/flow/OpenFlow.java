package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open flow: where it stands, and what its next step needs.
 *
 * @param signOn the values of its authorization request
 * @param resource the flow resource of the newest response
 * @param cookies the cookies to send with the next request
 * @param sent the secrets that the running call has sent, which no error of it may show; none while
 *     the flow is held
 * @param receivedAt when the newest response came
 * @param response the newest response, or null if the flow is held for its next step
 */
public record OpenFlow(
    SignOnState signOn,
    FlowResource resource,
    Cookies cookies,
    List<String> sent,
    Instant receivedAt,
    @Nullable Response response)
    implements FlowResult {
  /** PingOne's lifetime of an idle flow (developer.pingidentity.com, "PingOne Flows"). */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** The actions whose {@code username} says who signs on. */
  private static final Set<String> NAMING =
      Set.of("usernamePassword.check", "user.lookup", "user.register", "password.forgot");

  // However far ahead an answer puts the end.
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

  // Below this a Date says nothing: it is rounded to seconds, and the answer took a while.
  private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(30);

  /**
   * Parses the flow in a response.
   *
   * @param flowId the id of the flow that the request was for; empty if there was none yet
   * @param action the action that the response answers, or null for another request
   * @throws StepException PingOne's error, or {@code invalid_response}
   */
  static OpenFlow parse(
      Response response, SignOnState signOn, String flowId, @Nullable String action) {
    if (response.isRedirect()) {
      throw AuthorizationResponse.refusal(response, signOn.state());
    }
    if (!response.succeeded()) {
      throw new StepException(PlatformError.failure(response, action));
    }
    return of(FlowResource.parse(response, flowId), response, signOn);
  }

  /** The flow of an answer that is not a flow resource. */
  static OpenFlow of(FlowResource resource, Response response, SignOnState signOn) {
    return new OpenFlow(
        signOn, resource, response.cookies(), response.secrets(), Instant.now(), response);
  }

  /** This flow with the cookies of an answer that refused a request, if there was an answer. */
  OpenFlow after(StepFailure failure) {
    return failure.answer() == null
        ? this
        : new OpenFlow(signOn, resource, failure.answer().cookies(), sent, receivedAt, response);
  }

  /** A copy that knows what the running call sends next. */
  OpenFlow sending(List<String> secrets) {
    return new OpenFlow(signOn, resource, cookies, sentWith(secrets), receivedAt, response);
  }

  /** What the running call has sent once these are sent, too. */
  List<String> sentWith(List<String> secrets) {
    List<String> all = new ArrayList<>(sent);
    all.addAll(secrets);
    return all;
  }

  /** A copy of one that was begun ahead, with its call and its user. */
  OpenFlow takenBy(String callsCorrelationId, String user) {
    return new OpenFlow(
        signOn.takenBy(callsCorrelationId, user), resource, cookies, sent, receivedAt, response);
  }

  /**
   * This flow, with the user name of an action if that is the first to say who signs on. What was
   * begun with a password stays that user's.
   */
  public OpenFlow named(FlowAction action) {
    Object given =
        signOn.withoutPassword() && NAMING.contains(action.name()) && action.input() != null
            ? action.input().getValue("username")
            : null;
    String user = given instanceof String text ? RequestMessage.usableUsername(text) : null;
    return user == null || user.isBlank()
        ? this
        : new OpenFlow(signOn.named(user), resource, cookies, sent, receivedAt, response);
  }

  /** A copy whose status and actions repeat nothing that the running call has sent. */
  OpenFlow withoutSecrets() {
    return new OpenFlow(signOn, resource.withoutSecrets(sent), cookies, sent, receivedAt, response);
  }

  /** A copy without the response: a flow may be held for long, and 10,000 of them at once. */
  OpenFlow slim() {
    String end = resource.expiry() == null ? null : expiresAt().toString();
    return new OpenFlow(signOn, resource.slim(end), cookies, List.of(), receivedAt, null);
  }

  /** The newest response of a flow that is not held. */
  Response newest() {
    return Objects.requireNonNull(response, "a flow that is held has no response");
  }

  FlowStatus meaning() {
    return FlowStatus.of(resource);
  }

  /** Whether something can still be sent to the flow: it neither failed nor ended without an id. */
  boolean isOpen() {
    return meaning() != FlowStatus.FAILED && !resource.id().isEmpty();
  }

  /** When PingOne ends the flow, by this machine's clock. */
  public Instant expiresAt() {
    Instant expiry = resource.expiry();
    if (expiry == null) {
      return receivedAt.plus(LIFETIME);
    }
    Duration left = Duration.between(answeredAt(), expiry);
    return left.abs().compareTo(LONGEST_LIFETIME) <= 0
        ? receivedAt.plus(left)
        : receivedAt.plus(left.isNegative() ? LONGEST_LIFETIME.negated() : LONGEST_LIFETIME);
  }

  /** When the newest response came, by PingOne's clock where it differs from this machine's. */
  private Instant answeredAt() {
    Instant date = response == null ? null : response.date();
    return date == null || Duration.between(date, receivedAt).abs().compareTo(CLOCK_LEEWAY) <= 0
        ? receivedAt
        : date;
  }

  /** What the step is about; parsed here since most flows never stop for their caller. */
  JsonObject stepDetails() {
    return response == null ? new JsonObject() : FlowResource.stepDetails(response);
  }

  /** The id of the call that began the flow. */
  public String correlationId() {
    return signOn.correlationId();
  }

  /** Whether the flow was begun without a password. */
  boolean withoutPassword() {
    return signOn.withoutPassword();
  }

  /** The user who signs on, by the name that the caller gave, or null so far. */
  public @Nullable String username() {
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
