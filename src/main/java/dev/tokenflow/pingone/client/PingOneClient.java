package dev.tokenflow.pingone.client;

import static java.util.Objects.requireNonNull;

import dev.tokenflow.pingone.account.AccountCalls;
import dev.tokenflow.pingone.account.AccountCopies;
import dev.tokenflow.pingone.account.AccountTokens;
import dev.tokenflow.pingone.account.Accounts;
import dev.tokenflow.pingone.account.FollowedAccounts;
import dev.tokenflow.pingone.account.TokenListener;
import dev.tokenflow.pingone.client.Admission.Turn;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.RequestGroup;
import dev.tokenflow.pingone.http.RetryAfterGate;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Authorize;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import dev.tokenflow.pingone.oauth.EndpointRequest;
import dev.tokenflow.pingone.oauth.Grant;
import dev.tokenflow.pingone.options.AccountOptions;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.prefetch.PrefetchedFlows;
import dev.tokenflow.pingone.traces.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests for one application: each becomes a {@link Call}, waits for its turn, and goes
 * down to {@code flow}, {@code oauth} or {@code account}.
 *
 * <p>It belongs to the Vert.x context on which it was created: call it there.
 */
public final class PingOneClient {
  private static final Logger LOG = System.getLogger(PingOneClient.class.getName());

  // The fetch has to arrive before an idle connection is closed.
  private static final Duration IDLE = Transport.keepAlive().minusSeconds(5);

  private final Vertx vertx;
  private final PingOneOptions options;
  private final Admission admission;
  private final Transport transport;
  private final AuthorizationServer server;
  private final SignOns signOns;
  private final WarmUp warmUp;
  private final Meters meters;
  private final Traces traces;
  private final RunningCalls runningCalls = new RunningCalls();
  private final AccountCopies accountCopies = new AccountCopies();
  private @Nullable AccountTokens accounts;

  /**
   * @param continueAt the event bus address that continues this client's flows, or null without one
   */
  public PingOneClient(Vertx vertx, PingOneOptions options, @Nullable String continueAt) {
    this(vertx, options, continueAt, PrefetchedFlows.LOOKS_EVERY);
  }

  /**
   * @param looksForFlowsEvery how often it looks whether flows begun ahead are missing
   */
  PingOneClient(
      Vertx vertx,
      PingOneOptions options,
      @Nullable String continueAt,
      Duration looksForFlowsEvery) {
    this.vertx = vertx;
    this.options = options;
    this.meters = Meters.of(vertx, options.address());
    this.traces = Traces.of(vertx);
    this.transport =
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            options.trust(),
            options.proxy(),
            meters);
    // A call uses one connection at a time. More calls than connections would wait before every
    // step instead of once, with all their state on the heap, and end no sooner.
    int atOnce = Math.min(options.maxInFlight(), transport.maxRequests());
    this.admission =
        new Admission(
            vertx,
            atOnce,
            options.maxInFlight() - atOnce + options.maxQueued(),
            options.maxRate(),
            transport::gate);
    this.server = AuthorizationServers.of(vertx, options, transport);
    this.warmUp =
        new WarmUp(
            vertx, server::renewKeySet, IDLE, options.http().connectTimeout(), System::nanoTime);
    this.signOns =
        new SignOns(vertx, options, continueAt, transport, server, admission, looksForFlowsEvery);
    registerGauges();
  }

  /** What can be watched; see {@link Meters#gauge} for the thread that reads it. */
  private void registerGauges() {
    gauge("pingone.in.flight", admission::inFlight);
    gauge("pingone.queued", admission::waiting);
    gauge("pingone.pending.flows", signOns::openFlows);
    gauge("pingone.prefetched.flows", signOns::flowsBegunAhead);
    gauge("pingone.circuit.open", () -> transport.isCircuitClosed() ? 0 : 1);
    gauge("pingone.key.set.age", server::keySetAgeSeconds);
    for (RequestGroup group : RequestGroup.values()) {
      Map<String, String> tag = Map.of("group", group.meterName());
      RetryAfterGate gate = transport.gate(group);
      meters.gauge(
          "pingone.pace",
          tag,
          () -> gate.pace() == Double.POSITIVE_INFINITY ? Double.NaN : gate.pace());
      meters.gauge("pingone.pause", tag, gate::pauseSeconds);
    }
  }

  private void gauge(String name, DoubleSupplier value) {
    meters.gauge(name, Map.of(), value);
  }

  /**
   * Runs a request.
   *
   * @param parent what the caller does
   * @return fails with {@code PingOneException} only
   */
  public <Q extends RequestMessage, A> Future<A> call(
      Operation<Q, A> operation, Q request, Traces.Parent parent) {
    Call begun =
        begin(
            request.flow(),
            RequestMessage.usableCorrelationId(request.correlationId()),
            RequestMessage.usableUsername(request.username()));
    return run(
        operation,
        begun,
        parent,
        call -> {
          request.validate();
          return operation.runner().run(this, request, call);
        });
  }

  /**
   * Reads a request message and runs it.
   *
   * @param callerWaits reads how long the caller waits, or null; may throw {@code
   *     MalformedRequestException}
   * @return fails with {@code PingOneException} only
   */
  public <Q extends RequestMessage, A> Future<A> call(
      Operation<Q, A> operation, @Nullable Object body, Supplier<@Nullable Duration> callerWaits) {
    Call begun =
        begin(
            operation.flowOf(body),
            RequestMessage.correlationIdOf(body),
            operation.usernameOf(body));
    return run(
        operation,
        begun,
        traces.current(),
        call ->
            operation
                .runner()
                .run(this, operation.readRequest().apply(body), call.within(callerWaits.get())));
  }

  /** A call that begins now. A flow keeps the id of the request that began it. */
  private Call begin(
      @Nullable String flow, @Nullable String correlationId, @Nullable String username) {
    String kept = flow == null ? null : signOns.correlationIdOf(flow);
    return Call.begin(kept == null ? correlationId : kept, username, options.acquisitionTimeout());
  }

  private <A> Future<A> run(
      Operation<?, A> operation, Call begun, Traces.Parent parent, Function<Call, Future<A>> work) {
    long since = meters.now();
    Traces.CallTrace trace = traces.begin(operation.meterName(), begun.correlationId(), parent);
    Call call = begun.tracedBy(trace);
    return runningCalls
        .count(call.complete(() -> work.apply(call)))
        .onComplete(
            ended -> {
              meters.called(operation.meterName(), ended, since);
              trace.ended(ended);
            });
  }

  /**
   * Opens a connection and fetches the key set, unless the configuration says otherwise, and keeps
   * both ready from now on.
   *
   * @return completes when that is done or takes too long; never fails
   */
  public Future<Void> warmUp() {
    return options.warmUp() ? warmUp.begin() : Future.succeededFuture();
  }

  /** Begins to keep the configured accounts fresh. */
  public void keepAccounts(TokenListener listener) {
    keepAccounts(listener, () -> true);
  }

  /**
   * Begins to keep the configured accounts fresh, also for the other instances.
   *
   * @param isKeeper whether this instance still keeps them, asked before each renewal
   */
  public void keepAccounts(TokenListener listener, BooleanSupplier isKeeper) {
    enter(
        new Accounts(vertx, options.accounts(), new OwnCalls(), listener, accountCopies, isKeeper));
    options
        .accounts()
        .forEach(
            account ->
                meters.sharedGauge(
                    "pingone.account.expires.in",
                    Map.of("account", account.name()),
                    () -> expiresInSeconds(account.name())));
  }

  /** Leaves the configured accounts to another instance. */
  public void followAccounts(FollowedAccounts.Keeper keeper) {
    Set<String> names =
        options.accounts().stream()
            .map(AccountOptions::name)
            .collect(Collectors.toCollection(TreeSet::new));
    enter(new FollowedAccounts(names, accountCopies, keeper));
  }

  private void enter(AccountTokens next) {
    if (accounts != null) {
      accounts.close();
    }
    accounts = next;
  }

  private double expiresInSeconds(String account) {
    return accounts == null ? Double.NaN : accounts.expiresInSeconds(account);
  }

  /** What instances that share the accounts send each other. */
  public AccountCopies accountCopies() {
    return accountCopies;
  }

  /**
   * Limits acquisitions to this client's share of {@code maxRate}.
   *
   * @param instances how many clients share it, at least 1
   */
  public void shareRate(int instances) {
    admission.shareRate(instances);
  }

  /** Whether what runs gets time to end before this is closed. */
  public boolean drains() {
    return !options.drainTimeout().isZero();
  }

  /**
   * Lets what runs end, and serves the next steps of open flows until then. Nothing is renewed or
   * begun ahead from now on; calls that still arrive are taken.
   *
   * @param awaitFlows whether to wait for the next steps of open flows
   * @return completes when no call runs and no flow is waited for, or when {@code drainTimeoutMs}
   *     have passed; never fails
   */
  public Future<Void> drain(boolean awaitFlows) {
    beginNothingMore();
    if (!drains()) {
      return Future.succeededFuture();
    }
    Future<Void> ended = runningCalls.end(() -> !awaitFlows || signOns.openFlows() == 0);
    if (!ended.isComplete()) {
      LOG.log(
          Level.INFO,
          "draining: {0} calls are running and {1} flows are open, for {2} ms at most",
          runningCalls.number(),
          signOns.openFlows(),
          options.drainTimeout().toMillis());
    }
    return ended.timeout(options.drainTimeout().toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  /**
   * Drops the flows that wait for their next step.
   *
   * @return when the last of them expires at PingOne; null if there were none
   */
  public @Nullable Instant dropFlows() {
    return signOns.dropFlows();
  }

  /** Ends what is running or waiting, each call with {@code unavailable}. */
  public Future<Void> close() {
    beginNothingMore();
    signOns.close();
    admission.close();
    return transport.close().onComplete(closed -> meters.close());
  }

  private void beginNothingMore() {
    if (accounts != null) {
      accounts.close();
    }
    warmUp.close();
    signOns.beginNothingAhead();
  }

  /** Sends a request to the authorization server when the call's turn comes. */
  <A> Future<A> send(Call call, EndpointRequest<A> request) {
    return admission.admit(
        Turn.MANAGEMENT,
        request.kind().group(),
        call.deadline(),
        () -> server.send(request, call.deadline()));
  }

  Future<Outcome> signOn(SignOn signOn, Call call) {
    warmUp.signedOn();
    return signOns.signOn(signOn, call);
  }

  Future<Outcome> authorize(Authorize request, Call call) {
    warmUp.signedOn();
    return signOns.authorize(request, call);
  }

  Future<Outcome> continueFlow(Continuation continuation, Call arrived) {
    warmUp.signedOn();
    return signOns.continueFlow(continuation, arrived);
  }

  Future<Tokens> refresh(Refresh refresh, Call call) {
    return refresh(refresh, refresh.scope(), call);
  }

  private Future<Tokens> refresh(Refresh refresh, @Nullable String grantedScope, Call call) {
    return grant(
        call,
        Grant.refreshToken(
            refresh.refreshToken(), refresh.scope(), refresh.subject(), grantedScope));
  }

  Future<Tokens> clientCredentials(ClientCredentials request, Call call) {
    return grant(call, Grant.clientCredentials(request.scope()));
  }

  private Future<Tokens> grant(Call call, Grant grant) {
    return admission.admit(call, () -> server.grant(grant, call.deadline())).map(call::tokens);
  }

  Future<Tokens> account(AccountRequest request, Call call) {
    return account(request, call.deadline());
  }

  /** The tokens of an account, from the instance that keeps it now. */
  public Future<Tokens> account(AccountRequest request, Deadline deadline) {
    return requireNonNull(accounts, "accounts are not kept").current(request, deadline);
  }

  /** How many flows that were begun ahead are ready. */
  int flowsBegunAhead() {
    return signOns.flowsBegunAhead();
  }

  /** The calls for this client's own accounts, for which no caller waits. */
  private final class OwnCalls implements AccountCalls {
    @Override
    public Future<Outcome> signOn(SignOn request) {
      return run(
          Operation.SIGN_ON, request.username(), call -> PingOneClient.this.signOn(request, call));
    }

    @Override
    public Future<Tokens> clientCredentials(ClientCredentials request) {
      return run(
          Operation.CLIENT_CREDENTIALS,
          null,
          call -> PingOneClient.this.clientCredentials(request, call));
    }

    @Override
    public Future<Tokens> refresh(Refresh request, Tokens before) {
      return run(
          Operation.REFRESH,
          before.username(),
          call -> PingOneClient.this.refresh(request, before.scope(), call));
    }

    private <A> Future<A> run(
        Operation<?, A> operation, @Nullable String username, Function<Call, Future<A>> work) {
      Call renewal = Call.renewal(username, options.acquisitionTimeout());
      return PingOneClient.this.run(operation, renewal, Traces.Parent.NONE, work);
    }
  }
}
