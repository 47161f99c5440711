package dev.tokenflow.pingone.flow;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.http.Backoff;
import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.ResendRules;
import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.http.ResendRules.Remedy;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.AuthorizationRequest;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import dev.tokenflow.pingone.oauth.TokenSet;
import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user on: authorize, submit credentials, continue with whatever PingOne requires, resume,
 * redeem the code. Sign-ons share nothing but connections and keys.
 */
public final class SignOnFlow {
  // PingOne reads it in a request object only (developer.pingidentity.com, "Authorize").
  private static final String REMOTE_ADDRESS = "pi.remoteIp";

  private final PingOneOptions options;
  private final Transport transport;
  private final AuthorizationRequest.Preparer requests;
  private final BiFunction<AuthorizationCode, Deadline, Future<TokenSet>> redeem;
  private final Pauses pauses;
  private final FlowTargets targets;
  private final String authorizeTarget;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param requests prepares authorization requests
   * @param redeem redeems an authorization code
   * @param pauses closed with the client
   */
  public SignOnFlow(
      PingOneOptions options,
      Transport transport,
      AuthorizationRequest.Preparer requests,
      BiFunction<AuthorizationCode, Deadline, Future<TokenSet>> redeem,
      Pauses pauses) {
    this.options = options;
    this.transport = transport;
    this.requests = requests;
    this.redeem = redeem;
    this.pauses = pauses;
    this.targets =
        FlowTargets.of(
            transport.origin(), options.endpoints().flows(), options.endpoints().resume());
    this.authorizeTarget = transport.origin().requestTarget(options.endpoints().authorization());
  }

  /** Begins a flow and moves it on as far as user name and password lead. */
  public Future<FlowResult> begin(SignOn signOn, String correlationId, Deadline deadline) {
    return begin(signOn.username(), signOn.parameters(), null, correlationId, deadline)
        .compose(flow -> advance(flow, signOn.password(), deadline));
  }

  /** Begins a flow without credentials and moves it on if there is nothing to ask. */
  public Future<FlowResult> begin(Authorize request, String correlationId, Deadline deadline) {
    return begin(null, request.parameters(), request, correlationId, deadline)
        .compose(flow -> advance(flow, null, deadline));
  }

  /** Begins a flow for the next sign-on that differs in nothing from the defaults. */
  public Future<OpenFlow> beginAhead(Deadline deadline) {
    // Call and user are not known yet.
    return begin("", AuthenticationParameters.DEFAULT, null, "", deadline).map(OpenFlow::slim);
  }

  private Future<OpenFlow> begin(
      @Nullable String username,
      AuthenticationParameters parameters,
      @Nullable Authorize hints,
      String correlationId,
      Deadline deadline) {
    SignOnState state =
        SignOnState.begin(username, parameters, correlationId, scope(parameters, options), random);
    return authorize(state, request(state, parameters, hints), deadline);
  }

  /** The scopes that an authorization request asks for: the caller's, or else the configured. */
  public static String scope(AuthenticationParameters parameters, PingOneOptions options) {
    return parameters.scope() == null ? options.scope() : parameters.scope();
  }

  /**
   * The authorization request.
   *
   * @param hints whom PingOne may expect, or null
   */
  private AuthorizationRequest request(
      SignOnState state, AuthenticationParameters parameters, @Nullable Authorize hints) {
    Form form =
        AuthorizationRequest.form(
            options.responseMode().wireName(),
            options.clientId(),
            options.redirectUri(),
            scope(parameters, options),
            state.state(),
            state.nonce(),
            state.verifier(),
            parameters.acrValues());
    Duration maxAge = parameters.maxAge();
    String address = parameters.remoteIp();
    String user = hints == null ? null : hints.loginHintUser();
    form.with("prompt", parameters.prompt())
        .with("max_age", maxAge == null ? null : String.valueOf(maxAge.toSeconds()))
        .with("login_hint", hints == null ? null : hints.loginHint());
    Map<String, String> signed = Map.of();
    if (user != null) {
      form.withSecrets(List.of(user));
    }
    if (address != null) {
      form.withSecrets(List.of(address));
      signed = Map.of(REMOTE_ADDRESS, address);
    }
    return new AuthorizationRequest(form, signed, user);
  }

  /**
   * Moves a flow that was begun ahead on as far as user name and password lead; a new one, if
   * PingOne has dropped it.
   */
  public Future<FlowResult> begin(
      OpenFlow ahead, SignOn signOn, String correlationId, Deadline deadline) {
    OpenFlow flow = ahead.takenBy(correlationId, signOn.username());
    boolean nameFirst = flow.meaning() == FlowStatus.USERNAME_REQUIRED;
    Submission first =
        nameFirst
            ? Submission.username(signOn.username())
            : Submission.credentials(signOn.username(), signOn.password());
    AtomicInteger attempts = new AtomicInteger();
    Future<Response> answer =
        transport.send(
            first.kind(),
            deadline,
            () -> {
              attempts.incrementAndGet();
              return first.request(flow, targets);
            });
    return answer.transform(
        ended ->
            ended.succeeded()
                    && ResendRules.replacesFlowBegunAhead(first.kind(), attempts.get())
                    && PlatformError.isFlowUnknown(ended.result())
                ? begin(signOn, correlationId, deadline)
                : after(first, answer, flow, nameFirst ? signOn.password() : null, deadline));
  }

  /**
   * Submits an action and moves the flow on as far as it leads; {@link FlowResult.Refused} if the
   * action failed but the flow is still open.
   */
  public Future<FlowResult> act(OpenFlow flow, FlowAction action, Deadline deadline) {
    return submit(Submission.action(action), flow, null, deadline);
  }

  /** Looks at a flow and moves it on as far as it leads without another action. */
  public Future<FlowResult> look(OpenFlow flow, Deadline deadline) {
    return look(
            Step.ACTION, flow.resource().id(), flow.signOn(), flow.cookies(), flow.sent(), deadline)
        .compose(
            now -> advance(now, null, deadline),
            failure ->
                failure instanceof StepException known && !isFlowGone(known)
                    ? refused(known.failure(), flow.after(known.failure()))
                    : Future.failedFuture(failure));
  }

  // Step 1: authorize

  private Future<OpenFlow> authorize(
      SignOnState state, AuthorizationRequest request, Deadline deadline) {
    return authorize(() -> requests.prepare(request, deadline), state, request, 1, deadline)
        .recover(
            refusal ->
                mayBeItsSignature(refusal)
                    ? authorizeOtherwise(state, request, deadline, refusal)
                    : Future.failedFuture(refusal));
  }

  /** PingOne says so of a request object's signature, and of a login_hint_token's. */
  private static boolean mayBeItsSignature(Throwable refusal) {
    return refusal instanceof StepException known
        && (known.failure().error() == ErrorCode.CONFIGURATION
            || known.failure().error() == ErrorCode.ACCESS_DENIED);
  }

  /** With the other signature of a secret or key that is being rotated, if there is one. */
  private Future<OpenFlow> authorizeOtherwise(
      SignOnState state, AuthorizationRequest request, Deadline deadline, Throwable refusal) {
    return authorize(
        () ->
            requests
                .prepareOtherwise(request, deadline)
                .compose(
                    other ->
                        other == null
                            ? Future.failedFuture(refusal)
                            : Future.succeededFuture(other)),
        state,
        request,
        1,
        deadline);
  }

  /**
   * Sends an authorization request.
   *
   * @param prepare prepares what is sent, also if it is sent again
   */
  private Future<OpenFlow> authorize(
      Supplier<Future<AuthorizationRequest.Prepared>> prepare,
      SignOnState state,
      AuthorizationRequest request,
      int attempt,
      Deadline deadline) {
    return prepare
        .get()
        .compose(
            prepared ->
                transport
                    .send(prepared.kind(), deadline, () -> prepared.request(authorizeTarget))
                    .compose(
                        response -> begun(response, state, request, deadline),
                        failure ->
                            remedy(prepared.kind(), failure) == Remedy.BEGIN_ANEW
                                ? authorizeAnew(
                                    prepare,
                                    state,
                                    request,
                                    attempt,
                                    deadline,
                                    (StepException) failure)
                                : Future.failedFuture(failure)));
  }

  /** A pushed request may be used up (RFC 9126 section 4), so it is pushed again. */
  private Future<OpenFlow> authorizeAnew(
      Supplier<Future<AuthorizationRequest.Prepared>> prepare,
      SignOnState state,
      AuthorizationRequest request,
      int attempt,
      Deadline deadline,
      StepException failure) {
    Duration asked = failure.failure().retryAfter();
    Duration wait = asked == null ? Backoff.after(attempt) : asked;
    return attempt >= options.http().maxAttempts() || wait.compareTo(deadline.remaining()) >= 0
        ? Future.failedFuture(failure)
        : pauses
            .pause(Step.AUTHORIZE, wait)
            .compose(waited -> authorize(prepare, state, request, attempt + 1, deadline));
  }

  /** In redirect mode the response names the flow only by its id, or has the code already. */
  private Future<OpenFlow> begun(
      Response response, SignOnState state, AuthorizationRequest request, Deadline deadline) {
    if (!response.isRedirect()) {
      String hint = request.loginHintUser() == null ? null : PlatformError.LOGIN_HINT;
      return Future.succeededFuture(OpenFlow.parse(response, state, "", hint));
    }
    if (AuthorizationResponse.isAtRedirectUri(response.location(), options.redirectUri())) {
      String code = code(response, state);
      return Future.succeededFuture(OpenFlow.of(FlowResource.completed(code), response, state));
    }
    String flowId = FlowResource.parseId(response, state.state());
    return look(Step.AUTHORIZE, flowId, state, response.cookies(), response.secrets(), deadline);
  }

  private String code(Response redirect, SignOnState state) {
    return AuthorizationResponse.code(
        redirect, options.redirectUri(), state.state(), options.endpoints().issuer());
  }

  // Step 2: actions

  /**
   * Moves a flow on until it waits for its caller.
   *
   * @param password the password, or null once it was submitted
   */
  private Future<FlowResult> advance(OpenFlow flow, @Nullable String password, Deadline deadline) {
    return switch (flow.meaning()) {
      case USERNAME_REQUIRED ->
          password == null
              ? Future.succeededFuture(flow)
              : submit(Submission.username(user(flow)), flow, password, deadline);
      // From here on there is no password, so it is submitted once at most.
      case CREDENTIALS_REQUIRED ->
          password == null
              ? Future.succeededFuture(flow)
              : submit(Submission.credentials(user(flow), password), flow, null, deadline);
      case PUSH_CONFIRMATION_REQUIRED, ACTION_REQUIRED -> Future.succeededFuture(flow);
      case COMPLETED -> resume(flow, deadline);
      case FAILED ->
          Future.failedFuture(
              new StepException(
                  FlowError.failure(
                      flow.newest(), flow.resource().error(), ErrorCode.FLOW_FAILED)));
      case NOT_HEADLESS -> Future.failedFuture(notHeadless(flow));
    };
  }

  private static String user(OpenFlow flow) {
    return requireNonNull(flow.username(), "a password without a user");
  }

  private Future<FlowResult> submit(
      Submission submission, OpenFlow flow, @Nullable String password, Deadline deadline) {
    Future<Response> answer =
        transport.send(submission.kind(), deadline, () -> submission.request(flow, targets));
    return after(submission, answer, flow, password, deadline);
  }

  private Future<FlowResult> after(
      Submission submission,
      Future<Response> answer,
      OpenFlow flow,
      @Nullable String password,
      Deadline deadline) {
    return answer
        .map(response -> submission.parseResponse(response, flow))
        .compose(
            after -> advance(after, password, deadline),
            failure ->
                afterFailure(
                    submission.kind(),
                    flow.sending(submission.secrets()),
                    failure,
                    deadline,
                    now ->
                        submission.movesOn(flow.resource(), now.resource())
                            ? advance(now, password, deadline)
                            : null));
  }

  private static StepException notHeadless(OpenFlow flow) {
    Response response = flow.newest();
    return new StepException(
        response
            .failure(
                ErrorCode.ACTION_UNSUPPORTED,
                "the flow is at "
                    + response.redacted(flow.status())
                    + ", which needs a browser at another identity provider")
            .withLink(BrowserLink.in(response.jsonObject())));
  }

  // Steps 3 and 4: resume and redeem

  private Future<FlowResult> resume(OpenFlow flow, Deadline deadline) {
    return authorizationCode(flow, deadline)
        .compose(
            code -> redeem(flow, code, deadline),
            failure ->
                afterFailure(
                    RequestKind.RESUME,
                    flow,
                    failure,
                    deadline,
                    now ->
                        now.meaning() == FlowStatus.COMPLETED
                            ? authorizationCode(now, deadline)
                                .compose(code -> redeem(now, code, deadline))
                            : null));
  }

  private Future<String> authorizationCode(OpenFlow flow, Deadline deadline) {
    String state = flow.signOn().state();
    String early = Resume.embeddedCode(flow.resource(), flow.newest(), state);
    return early != null
        ? Future.succeededFuture(early)
        : transport
            .send(RequestKind.RESUME, deadline, () -> Resume.request(flow, targets))
            .map(
                response ->
                    Resume.parseResponse(
                        response,
                        flow.resource().id(),
                        options.redirectUri(),
                        state,
                        options.endpoints().issuer()));
  }

  private Future<FlowResult> redeem(OpenFlow flow, String code, Deadline deadline) {
    // What was sent includes the cookies: the newest response of this flow was parsed with them.
    return redeem
        .apply(flow.signOn().code(code, flow.sent()), deadline)
        .map(FlowResult.Issued::new);
  }

  // Looks and failures

  private Future<OpenFlow> look(
      Step step,
      String flowId,
      SignOnState state,
      Cookies cookies,
      List<String> sent,
      Deadline deadline) {
    return transport
        .send(
            step,
            RequestKind.LOOK_AT_FLOW,
            deadline,
            () -> Request.get(targets.flow(flowId), cookies, sent))
        .map(response -> OpenFlow.parse(response, state, flowId, null));
  }

  /**
   * Goes on after a request of a flow failed. Only this method looks at a flow to learn what became
   * of a request, and {@link ResendRules} decides whether it does after a lost answer. It also
   * looks after PingOne refused a caller's action, because the caller may try again while the flow
   * is open.
   *
   * @param goOn goes on from the flow as it stands now; returns null if that shows no way
   */
  private Future<FlowResult> afterFailure(
      RequestKind kind,
      OpenFlow before,
      Throwable cause,
      Deadline deadline,
      Function<OpenFlow, @Nullable Future<FlowResult>> goOn) {
    if (!(cause instanceof StepException known)) {
      return Future.failedFuture(cause);
    }
    StepFailure failure = known.failure();
    OpenFlow current = before.after(failure);
    boolean lost =
        switch (remedy(kind, known)) {
          case LOOK_AT_FLOW -> true;
          case LOOK_AND_RESEND_ONCE -> options.http().maxAttempts() > 1;
          default -> false;
        };
    boolean callers = kind == RequestKind.ACTION && failure.error() != ErrorCode.FLOW_EXPIRED;
    if (!lost && !callers) {
      return Future.failedFuture(cause);
    }
    if (callers
        && (known.fate() == Fate.NOT_PROCESSED || failure.error() == ErrorCode.RATE_LIMITED)) {
      // The flow did not change, and PingOne may want fewer requests.
      return refused(failure, current);
    }
    return look(
            failure.step(),
            before.resource().id(),
            before.signOn(),
            current.cookies(),
            current.sent(),
            deadline)
        .compose(
            now -> {
              // A completed flow took an earlier attempt, whose answer was lost.
              boolean taken = callers && now.meaning() == FlowStatus.COMPLETED;
              Future<FlowResult> further = lost || taken ? goOn.apply(now) : null;
              return further != null
                  ? further
                  : callers && now.isOpen() ? refused(failure, now) : Future.failedFuture(cause);
            },
            unseen ->
                callers && unseen instanceof StepException seen && !isFlowGone(seen)
                    ? refused(failure, current.after(seen.failure()))
                    : Future.failedFuture(cause));
  }

  private static Remedy remedy(RequestKind kind, Throwable failure) {
    return failure instanceof StepException known && known.fate() != null
        ? ResendRules.remedy(kind, known.fate())
        : Remedy.FAIL;
  }

  /** Whether a failed look means that the flow ended, at least for this client. */
  private static boolean isFlowGone(StepException failure) {
    return switch (failure.failure().error()) {
      case FLOW_EXPIRED, FLOW_FAILED, ACCESS_DENIED -> true;
      default -> false;
    };
  }

  /** The flow goes on with the cookies of the newest answer, be it an error. */
  private static Future<FlowResult> refused(StepFailure failure, OpenFlow flow) {
    return Future.succeededFuture(new FlowResult.Refused(failure, flow));
  }
}
