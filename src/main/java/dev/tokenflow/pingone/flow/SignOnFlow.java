package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationCodeGrant;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.AuthorizationRequests;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import java.security.SecureRandom;

/**
 * Signs a user on: authorize, submit credentials, carry on with whatever else PingOne asks for,
 * resume, redeem the code.
 *
 * <p>It belongs to one Vert.x context and is only called there; acquisitions share nothing but the
 * connections and the key set. Every Future fails with {@code StepException}; anything else is a
 * fault of this client.
 */
public final class SignOnFlow {
  private final PingOneOptions options;
  private final Transport transport;
  private final AuthorizationRequests requests;
  private final AuthorizationCodeGrant codeGrant;
  private final SecureRandom random = new SecureRandom();
  private final String authorizeTarget;

  public SignOnFlow(
      PingOneOptions options,
      Transport transport,
      AuthorizationRequests requests,
      AuthorizationCodeGrant codeGrant) {
    this.options = options;
    this.transport = transport;
    this.requests = requests;
    this.codeGrant = codeGrant;
    this.authorizeTarget = transport.origin().requestTarget(options.endpoints().authorization());
  }

  /** Begins a flow with user name and password, and gets as far as these lead. */
  public Future<FlowResult> begin(SignOn signOn, String correlationId, Deadline deadline) {
    SignOnState acquisition =
        SignOnState.begin(signOn, correlationId, options.scope(), deadline, random);
    return authorize(acquisition).compose(flow -> advance(acquisition, flow));
  }

  /**
   * Submits an action. Where PingOne refuses it, or its answer is lost, the flow itself tells
   * whether it is over: {@link FlowResult.Refused} where it is not.
   */
  public Future<FlowResult> act(PendingFlow pending, FlowAction action, Deadline deadline) {
    SignOnState acquisition = pending.acquisition().until(deadline);
    return Future.succeededFuture()
        .map(now -> request(pending, action))
        .compose(
            request -> transport.send(Step.ACTION, RequestKind.ACTION, deadline, () -> request))
        .map(response -> OpenFlow.of(response, pending.cookies()))
        .compose(
            flow -> advance(acquisition, flow),
            refusal -> afterRefusal(pending, acquisition, refusal));
  }

  /** Looks at a flow, and gets as far as it leads without another action. */
  public Future<FlowResult> look(PendingFlow pending, Deadline deadline) {
    SignOnState acquisition = pending.acquisition().until(deadline);
    return look(Step.ACTION, acquisition, pending.resource().id(), pending.cookies())
        .compose(
            flow -> advance(acquisition, flow),
            failure ->
                tellsThatTheFlowIsGone(failure)
                    ? Future.failedFuture(failure)
                    : Future.succeededFuture(
                        new FlowResult.Refused(((StepException) failure).failure(), pending)));
  }

  private Future<OpenFlow> authorize(SignOnState acquisition) {
    Form form =
        AuthorizationRequest.form(
            options.responseMode().wireName(),
            options.clientId(),
            options.redirectUri(),
            acquisition.scope(),
            acquisition.state(),
            acquisition.nonce(),
            acquisition.verifier(),
            acquisition.acrValues());
    return requests
        .prepare(form, acquisition.deadline())
        .compose(
            prepared ->
                transport.send(
                    Step.AUTHORIZE,
                    prepared.kind(),
                    acquisition.deadline(),
                    () -> Authorize.request(authorizeTarget, prepared)))
        .compose(
            response ->
                Authorize.isRedirect(response)
                    ? lookAtRedirected(acquisition, response)
                    : Future.succeededFuture(OpenFlow.of(response, Cookies.NONE)));
  }

  /** Redirect mode: the redirect names the flow only by its id. */
  private Future<OpenFlow> lookAtRedirected(SignOnState acquisition, Response redirect) {
    String flowId =
        Authorize.flowId(
            redirect, options.redirectUri(), acquisition.state(), options.endpoints().issuer());
    return look(Step.AUTHORIZE, acquisition, flowId, Cookies.NONE.renewedBy(redirect.setCookies()));
  }

  private Future<OpenFlow> look(
      Step step, SignOnState acquisition, String flowId, Cookies cookies) {
    String target = transport.origin().requestTarget(options.endpoints().flows() + "/" + flowId);
    return transport
        .send(
            step,
            RequestKind.LOOK_AT_FLOW,
            acquisition.deadline(),
            () -> Request.get(target, cookies))
        .map(response -> OpenFlow.of(response, cookies));
  }

  /** Goes on from wherever the flow stands, up to a step that needs the caller. */
  private Future<FlowResult> advance(SignOnState acquisition, OpenFlow flow) {
    FlowStatus status = FlowStatus.of(flow.resource());
    return switch (status) {
      case COMPLETED -> resume(acquisition, flow).compose(code -> redeem(acquisition, code));
      case FAILED ->
          Future.failedFuture(
              new StepException(
                  PlatformError.judge(
                      flow.newest(), flow.resource().error(), ErrorCode.FLOW_FAILED)));
      case NOT_HEADLESS -> Future.failedFuture(notHeadless(flow));
      case USERNAME_REQUIRED, CREDENTIALS_REQUIRED ->
          acquisition.password() == null
              ? Future.succeededFuture(PendingFlow.of(acquisition, flow))
              : status == FlowStatus.USERNAME_REQUIRED
                  ? lookUpUser(acquisition, flow)
                  : submitCredentials(acquisition, flow);
      case PUSH_CONFIRMATION_REQUIRED, ACTION_REQUIRED ->
          Future.succeededFuture(PendingFlow.of(acquisition, flow));
    };
  }

  private Future<FlowResult> lookUpUser(SignOnState acquisition, OpenFlow flow) {
    Request request =
        Credentials.lookUp(
            flow, acquisition.username(), transport.origin(), options.endpoints().flows());
    return submit(acquisition, request)
        .map(response -> Credentials.lookedUp(response, flow))
        .compose(after -> advance(acquisition, after));
  }

  /** Submits the password where the flow asks for it, and never a second time. */
  private Future<FlowResult> submitCredentials(SignOnState acquisition, OpenFlow flow) {
    Request request =
        Credentials.request(
            flow,
            acquisition.username(),
            acquisition.password(),
            transport.origin(),
            options.endpoints().flows());
    SignOnState submitted = acquisition.withoutPassword();
    return submit(acquisition, request)
        .map(response -> Credentials.flow(response, flow))
        .recover(refusal -> ifItMovedOn(submitted, flow, refusal))
        .compose(after -> advance(submitted, after));
  }

  private Future<Response> submit(SignOnState acquisition, Request request) {
    return transport.send(
        Step.CREDENTIALS, RequestKind.CREDENTIALS, acquisition.deadline(), () -> request);
  }

  /** The flow itself tells whether a password whose answer was lost had been accepted. */
  private Future<OpenFlow> ifItMovedOn(
      SignOnState acquisition, OpenFlow before, Throwable refusal) {
    if (!isLost(refusal)) {
      return Future.failedFuture(refusal);
    }
    return look(Step.CREDENTIALS, acquisition, before.resource().id(), before.cookies())
        .compose(
            after ->
                FlowStatus.asksAgain(before.resource(), after.resource())
                    ? Future.failedFuture(refusal)
                    : Future.succeededFuture(after),
            unknown -> Future.failedFuture(refusal));
  }

  private Request request(PendingFlow pending, FlowAction action) {
    String url = pending.resource().actionUrl(action.name(), options.endpoints().flows());
    try {
      return ActionRequest.of(transport.origin().requestTarget(url), action, pending.cookies());
    } catch (IllegalArgumentException foreign) {
      throw StepException.of(
          ErrorCode.INVALID_RESPONSE, Step.ACTION, "the flow has " + foreign.getMessage());
    }
  }

  private Future<FlowResult> afterRefusal(
      PendingFlow pending, SignOnState acquisition, Throwable refusal) {
    if (!(refusal instanceof StepException known)
        || known.failure().error() == ErrorCode.FLOW_EXPIRED) {
      return Future.failedFuture(refusal);
    }
    if (known.failure().error() == ErrorCode.RATE_LIMITED) {
      // Nothing was processed, and PingOne wants to be asked for less.
      return Future.succeededFuture(new FlowResult.Refused(known.failure(), pending));
    }
    return look(Step.ACTION, acquisition, pending.resource().id(), pending.cookies())
        .compose(
            flow -> {
              boolean moved = !flow.resource().status().equals(pending.status());
              if (FlowStatus.of(flow.resource()) == FlowStatus.FAILED) {
                return Future.failedFuture(refusal);
              }
              return moved && isLost(refusal)
                  ? advance(acquisition, flow)
                  : Future.succeededFuture(
                      new FlowResult.Refused(known.failure(), PendingFlow.of(acquisition, flow)));
            },
            unseen ->
                tellsThatTheFlowIsGone(unseen)
                    ? Future.failedFuture(refusal)
                    : Future.succeededFuture(new FlowResult.Refused(known.failure(), pending)));
  }

  /** Whether a failure leaves it open what became of the request. */
  private static boolean isLost(Throwable failure) {
    return failure instanceof StepException known
        && switch (known.failure().error()) {
          case UNAVAILABLE, TIMEOUT -> true;
          default -> false;
        };
  }

  /** Whether a look at a flow failed because there is none any more, for this client at least. */
  private static boolean tellsThatTheFlowIsGone(Throwable failure) {
    return !(failure instanceof StepException known)
        || switch (known.failure().error()) {
          case FLOW_EXPIRED, FLOW_FAILED, ACCESS_DENIED -> true;
          default -> false;
        };
  }

  /** Resumes a flow; once more where the answer was lost and the flow is still completed. */
  private Future<String> resume(SignOnState acquisition, OpenFlow flow) {
    return resumeOnce(acquisition, flow)
        .recover(
            lost ->
                isLost(lost) && options.http().maxAttempts() > 1
                    ? look(Step.RESUME, acquisition, flow.resource().id(), flow.cookies())
                        .compose(
                            still ->
                                FlowStatus.of(still.resource()) == FlowStatus.COMPLETED
                                    ? resumeOnce(acquisition, still)
                                    : Future.failedFuture(lost),
                            unknown -> Future.failedFuture(lost))
                    : Future.failedFuture(lost));
  }

  private Future<String> resumeOnce(SignOnState acquisition, OpenFlow flow) {
    String code = Resume.embeddedCode(flow.resource(), flow.newest(), acquisition.state());
    if (code != null) {
      return Future.succeededFuture(code);
    }
    Request request = Resume.request(flow, transport.origin(), options.endpoints().resume());
    return transport
        .send(Step.RESUME, RequestKind.RESUME, acquisition.deadline(), () -> request)
        .map(
            response ->
                Resume.code(
                    response,
                    options.redirectUri(),
                    acquisition.state(),
                    options.endpoints().issuer()));
  }

  private Future<FlowResult> redeem(SignOnState acquisition, String code) {
    return codeGrant
        .redeem(acquisition.code(code), acquisition.deadline())
        .map(FlowResult.Issued::new);
  }

  private static StepException notHeadless(OpenFlow flow) {
    FlowResource resource = flow.resource();
    String link =
        resource.href("authenticate") != null
            ? resource.href("authenticate")
            : resource.actions().stream().findFirst().map(resource::href).orElse(null);
    return new StepException(
        flow.newest()
            .failure(
                ErrorCode.ACTION_UNSUPPORTED,
                "the flow is at "
                    + flow.newest().redacted(resource.status())
                    + ", which needs a browser at another identity provider")
            .withLink(link));
  }
}
