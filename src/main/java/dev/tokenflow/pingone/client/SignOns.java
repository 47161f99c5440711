package dev.tokenflow.pingone.client;

import dev.tokenflow.pingone.client.Admission.Turn;
import dev.tokenflow.pingone.flow.FlowResult;
import dev.tokenflow.pingone.flow.OpenFlow;
import dev.tokenflow.pingone.flow.PendingFlows;
import dev.tokenflow.pingone.flow.PushConfirmation;
import dev.tokenflow.pingone.flow.SignOnFlow;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Moment;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.http.RequestGroup;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.prefetch.PrefetchedFlows;
import dev.tokenflow.pingone.prefetch.PrefetchedFlows.Traffic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sign-ons of one client: begins flows, holds those that wait for their next step, and
 * continues them. Each step waits for its turn.
 */
final class SignOns {
  private final PingOneOptions options;
  private final Transport transport;
  private final Admission admission;
  private final Pauses pauses;
  private final SignOnFlow signOnFlow;
  private final PushConfirmation pushConfirmation;
  private final PendingFlows pendingFlows;
  private final PrefetchedFlows prefetchedFlows;

  /**
   * @param continueAt the event bus address that continues these flows, or null without one
   * @param looksForFlowsEvery how often it looks whether flows begun ahead are missing
   */
  SignOns(
      Vertx vertx,
      PingOneOptions options,
      @Nullable String continueAt,
      Transport transport,
      AuthorizationServer server,
      Admission admission,
      Duration looksForFlowsEvery) {
    this.options = options;
    this.transport = transport;
    this.admission = admission;
    this.pauses = new Pauses(vertx);
    this.signOnFlow = new SignOnFlow(options, transport, server, server::redeem, pauses);
    this.pushConfirmation = new PushConfirmation(pauses);
    this.pendingFlows = new PendingFlows(vertx, continueAt, options.maxPendingFlows());
    this.prefetchedFlows =
        new PrefetchedFlows(
            vertx,
            options.prefetchFlows(),
            () -> signOnFlow.beginAhead(Deadline.in(options.acquisitionTimeout())),
            this::traffic,
            Moment::now,
            looksForFlowsEvery);
  }

  Future<Outcome> signOn(SignOn signOn, Call call) {
    ParameterRules.check(signOn.parameters(), options);
    if (!call.renewal()) {
      prefetchedFlows.signedOn();
    }
    return admission.admit(
        call,
        // The outcome is inside: no other call takes the place between a flow's work and its wait.
        () ->
            pendingFlows
                .reserved(() -> begin(signOn, call))
                .compose(result -> outcome(call, result)));
  }

  Future<Outcome> authorize(Authorize request, Call call) {
    ParameterRules.check(request, options);
    return admission.admit(
        call,
        () ->
            pendingFlows
                .reservedWithoutPassword(
                    () -> signOnFlow.begin(request, call.correlationId(), call.deadline()))
                .compose(result -> outcome(call, result)));
  }

  private Future<FlowResult> begin(SignOn signOn, Call call) {
    OpenFlow ahead = mayUseFlowBegunAhead(signOn, call) ? prefetchedFlows.take() : null;
    return ahead == null
        ? signOnFlow.begin(signOn, call.correlationId(), call.deadline())
        : signOnFlow.begin(ahead, signOn, call.correlationId(), call.deadline());
  }

  /** An account may wait, and whatever differs from the defaults needs a flow of its own. */
  private boolean mayUseFlowBegunAhead(SignOn signOn, Call call) {
    if (options.prefetchFlows() == 0 || call.renewal()) {
      return false;
    }
    AuthenticationParameters plain = AuthenticationParameters.DEFAULT;
    return signOn.parameters().equals(plain)
        || signOn.parameters().equals(plain.withScope(options.scope()));
  }

  private Traffic traffic() {
    return !admission.hasRoom() || !transport.isUnhindered()
        ? Traffic.HEAVY
        : admission.isIdle() ? Traffic.NONE : Traffic.LIGHT;
  }

  /** The id of the request that began this flow, or null if the flow is not here. */
  @Nullable String correlationIdOf(String flow) {
    return pendingFlows.correlationIdOf(flow);
  }

  /** A request that is refused before it reaches PingOne leaves the flow's handle valid. */
  Future<Outcome> continueFlow(Continuation continuation, Call arrived) {
    OpenFlow held = pendingFlows.peek(continuation.flow());
    FlowAction action = continuation.action();
    OpenFlow flow = action == null ? held : held.named(action);
    Call call = new Call(flow.correlationId(), flow.username(), arrived.deadline(), false);
    return call.complete(
        () -> {
          if (action != null && !flow.offers(action)) {
            throw StepException.of(
                ErrorCode.ACTION_UNSUPPORTED,
                Step.ACTION,
                "the flow is at "
                    + flow.status()
                    + " and offers "
                    + String.join(", ", flow.actions())
                    + ", not "
                    + action.name());
          }
          return pendingFlows
              .take(continuation.flow(), taken -> advance(flow, action, call))
              .compose(result -> outcome(call, result));
        });
  }

  private Future<FlowResult> advance(OpenFlow flow, @Nullable FlowAction action, Call call) {
    return action == null
        // The last quarter is for what follows the user's confirmation.
        ? pushConfirmation.await(
            flow,
            Deadline.in(call.deadline().remaining().multipliedBy(3).dividedBy(4)),
            waiting -> readmit(call, waiting, () -> signOnFlow.look(waiting, call.deadline())))
        : readmit(call, flow, () -> signOnFlow.act(flow, action, call.deadline()));
  }

  /** A step whose turn does not come leaves the flow where it is. */
  private Future<FlowResult> readmit(Call call, OpenFlow flow, Supplier<Future<FlowResult>> step) {
    return admission
        .admit(Turn.NEXT_STEP, RequestGroup.SIGN_ON, call.deadline(), step)
        .recover(
            cause ->
                cause instanceof StepException refused && refused.failure().step() == Step.REQUEST
                    ? Future.succeededFuture(new FlowResult.Refused(refused.failure(), flow))
                    : Future.failedFuture(cause));
  }

  private Future<Outcome> outcome(Call call, FlowResult result) {
    if (result instanceof FlowResult.Issued issued) {
      return Future.succeededFuture(call.tokens(issued.tokens()));
    }
    if (result instanceof FlowResult.Refused refused) {
      return Future.failedFuture(
          new StepException(refused.failure().withNext(pendingFlows.offer(refused.flow()))));
    }
    return Future.succeededFuture(pendingFlows.hold((OpenFlow) result));
  }

  /** How many flows wait for their next step. */
  int openFlows() {
    return pendingFlows.size();
  }

  /** How many flows that were begun ahead are ready. */
  int flowsBegunAhead() {
    return prefetchedFlows.ready();
  }

  /** Stops beginning flows ahead. */
  void beginNothingAhead() {
    prefetchedFlows.close();
  }

  /**
   * Drops the flows that wait for their next step.
   *
   * @return when the last of them expires at PingOne; null if there were none
   */
  @Nullable Instant dropFlows() {
    return pendingFlows.close();
  }

  /** Drops all flows, and ends what pauses. */
  void close() {
    beginNothingAhead();
    dropFlows();
    pauses.close();
  }
}
