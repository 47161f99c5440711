package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.FlowAction;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.config.PingOneOptions;
import dev.tokenflow.pingone.flow.Advance;
import dev.tokenflow.pingone.flow.PendingFlow;
import dev.tokenflow.pingone.flow.PendingFlows;
import dev.tokenflow.pingone.flow.PushConfirmation;
import dev.tokenflow.pingone.flow.SignOnFlow;
import dev.tokenflow.pingone.http.Admission;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.oauth.AuthorizationCodeGrant;
import dev.tokenflow.pingone.oauth.ClientAssertion;
import dev.tokenflow.pingone.oauth.IdTokenValidator;
import dev.tokenflow.pingone.oauth.TokenEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One application's acquisitions: their admission, their ids, and the end of each.
 *
 * <p>It belongs to the Vert.x context it was made on: call it there.
 */
final class PingOneClient {
  private static final Logger LOG = System.getLogger(PingOneClient.class.getName());

  private final PingOneOptions options;
  private final Admission admission;
  private final Transport transport;
  private final SignOnFlow signOnFlow;
  private final PendingFlows pendingFlows;
  private final PushConfirmation pushConfirmation;

  /**
   * @param continueAt where a flow that needs another step is carried on, or null
   */
  PingOneClient(Vertx vertx, PingOneOptions options, String continueAt) {
    this.options = options;
    this.transport =
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            options.trust());
    this.admission =
        new Admission(
            vertx,
            options.maxInFlight(),
            options.maxQueued(),
            options.maxRate(),
            transport.holdBack());
    ClientAssertion assertion =
        new ClientAssertion(
            vertx,
            options.clientId(),
            options.clientSecret(),
            options.assertion(),
            options.endpoints().issuer(),
            new SecureRandom());
    IdTokenValidator idTokens =
        new IdTokenValidator(
            vertx,
            transport,
            options.endpoints().jwks(),
            options.acquisitionTimeout(),
            options.endpoints().issuer(),
            options.clientId(),
            options.idToken());
    this.signOnFlow =
        new SignOnFlow(
            options,
            transport,
            new AuthorizationCodeGrant(
                options,
                new TokenEndpoint(transport, assertion, options.endpoints().token()),
                idTokens));
    this.pendingFlows = new PendingFlows(vertx, continueAt, options.maxPendingFlows());
    this.pushConfirmation = new PushConfirmation(vertx);
  }

  /**
   * Signs a user on.
   *
   * @param callerWaits how long somebody waits for the answer, or null where that is not known
   * @return fails with {@code PingOneException} and with nothing else
   */
  Future<Outcome> signOn(SignOn asked, Duration callerWaits) {
    String correlationId =
        asked.correlationId() == null ? UUID.randomUUID().toString() : asked.correlationId();
    SignOn signOn = asked.withCorrelationId(correlationId);
    Deadline deadline = Deadline.in(timeout(callerWaits));
    return told(
        admission
            .admit(deadline, () -> signOnFlow.begin(signOn, deadline))
            .compose(pendingFlows::settle),
        signOn.username(),
        correlationId);
  }

  /**
   * Carries a flow on that asked for another step. What is refused before PingOne sees it leaves
   * the flow's handle as good as it was.
   *
   * @param callerWaits how long somebody waits for the answer, or null where that is not known
   * @return fails with {@code PingOneException} and with nothing else; a failure of a flow that
   *     lives on has a {@code next()}
   */
  Future<Outcome> carryOn(Continuation continuation, Duration callerWaits) {
    PendingFlow flow;
    try {
      flow = pendingFlows.peek(continuation.flow());
    } catch (PingOneException gone) {
      return told(Future.failedFuture(gone), null, UUID.randomUUID().toString());
    }
    FlowAction action = continuation.action();
    return told(
        action == null || flow.offers(action)
            ? pendingFlows.carryOn(
                continuation.flow(), held -> carryOn(held, action, timeout(callerWaits)))
            : Future.failedFuture(
                PingOneException.of(
                    ErrorCode.ACTION_UNSUPPORTED,
                    Step.ACTION,
                    "the flow is at "
                        + flow.status()
                        + " and offers "
                        + String.join(", ", flow.actions())
                        + ", not "
                        + action.name())),
        flow.username(),
        flow.correlationId());
  }

  /** An answer for which nobody waits any more is not worth a request. */
  private Duration timeout(Duration callerWaits) {
    Duration timeout = options.acquisitionTimeout();
    return callerWaits != null && callerWaits.compareTo(timeout) < 0 ? callerWaits : timeout;
  }

  private Future<Advance> carryOn(PendingFlow flow, FlowAction action, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    return action == null
        // The last quarter is for what comes after the user's confirmation.
        ? pushConfirmation.await(
            flow,
            Deadline.in(timeout.multipliedBy(3).dividedBy(4)),
            standing -> admit(deadline, standing, () -> signOnFlow.look(standing, deadline)))
        : admit(deadline, flow, () -> signOnFlow.act(flow, action, deadline));
  }

  /** A flow whose turn does not come stands where it stood. */
  private Future<Advance> admit(
      Deadline deadline, PendingFlow flow, Supplier<Future<Advance>> step) {
    return admission
        .readmit(deadline, step)
        .recover(
            cause ->
                cause instanceof PingOneException refusal
                        && refusal.failure().step() == Step.REQUEST
                    ? Future.succeededFuture(new Advance.Refused(refusal.failure(), flow))
                    : Future.failedFuture(cause));
  }

  /**
   * Forgets the flows that wait for their next step.
   *
   * @return when PingOne will have forgotten the last of them too; null where there were none
   */
  Instant forgetFlows() {
    return pendingFlows.close();
  }

  /** Ends what runs and what waits, each with {@code unavailable}. */
  Future<Void> close() {
    pendingFlows.close();
    pushConfirmation.close();
    admission.close();
    return transport.close();
  }

  private static Future<Outcome> told(
      Future<Outcome> acquisition, String username, String correlationId) {
    return acquisition
        .onSuccess(
            outcome ->
                LOG.log(Level.DEBUG, "{0}: {1}", correlationId, outcome.getClass().getSimpleName()))
        .recover(cause -> Future.failedFuture(failure(cause, username, correlationId)));
  }

  private static PingOneException failure(Throwable cause, String username, String correlationId) {
    if (cause instanceof PingOneException known) {
      Failure failure = known.failure().withUsername(username).withCorrelationId(correlationId);
      LOG.log(
          Level.DEBUG,
          "{0}: {1} at {2}",
          correlationId,
          failure.error().wireName(),
          failure.step().wireName());
      return new PingOneException(failure);
    }
    // Where it happened, not what it said: the message of an unforeseen exception may quote
    // anything.
    StackTraceElement[] frames = cause.getStackTrace();
    LOG.log(
        Level.ERROR,
        "{0}: internal error, {1} at {2}",
        correlationId,
        cause.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
    return new PingOneException(
        Failure.of(
                ErrorCode.INTERNAL,
                Step.REQUEST,
                "a fault of this client, " + cause.getClass().getSimpleName())
            .withUsername(username)
            .withCorrelationId(correlationId));
  }
}
