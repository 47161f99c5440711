package dev.tokenflow.pingone;

import dev.tokenflow.pingone.account.AccountListener;
import dev.tokenflow.pingone.account.Accounts;
import dev.tokenflow.pingone.account.Acquisitions;
import dev.tokenflow.pingone.acquisition.AccountRequest;
import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.FlowAction;
import dev.tokenflow.pingone.acquisition.IssuedToken;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.acquisition.UserInfoRequest;
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
import dev.tokenflow.pingone.oauth.AuthorizationServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One application's acquisitions: their admission, their ids and their deadlines.
 *
 * <p>It belongs to the Vert.x context it was made on: call it there.
 */
final class PingOneClient {
  private final Vertx vertx;
  private final PingOneOptions options;
  private final Admission admission;
  private final Transport transport;
  private final AuthorizationServer server;
  private final SignOnFlow signOnFlow;
  private final PendingFlows pendingFlows;
  private final PushConfirmation pushConfirmation;
  private Accounts accounts;

  /**
   * @param continueAt where a flow that needs another step is carried on, or null
   */
  PingOneClient(Vertx vertx, PingOneOptions options, String continueAt) {
    this.vertx = vertx;
    this.options = options;
    this.transport =
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            options.trust());
    // An acquisition uses one connection at a time. More of them than have one would wait before
    // every step instead of once, with all that belongs to them on the heap, and end no sooner.
    int atOnce = Math.min(options.maxInFlight(), transport.maxRequests());
    this.admission =
        new Admission(
            vertx,
            atOnce,
            options.maxInFlight() - atOnce + options.maxQueued(),
            options.maxRate(),
            transport.holdBack());
    this.server = AuthorizationServer.of(vertx, options, transport);
    this.signOnFlow = new SignOnFlow(options, transport, server.requests(), server.codeGrant());
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
    String correlationId = idOr(asked.correlationId());
    SignOn signOn = asked.withCorrelationId(correlationId);
    Deadline deadline = Deadline.in(timeout(callerWaits));
    return AcquisitionEnd.told(
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
      return AcquisitionEnd.told(Future.failedFuture(gone), null, UUID.randomUUID().toString());
    }
    FlowAction action = continuation.action();
    return AcquisitionEnd.told(
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
   * Refreshes tokens.
   *
   * @return fails with {@code PingOneException} and with nothing else, as all of these do
   */
  Future<Tokens> refresh(Refresh refresh, Duration callerWaits) {
    String correlationId = idOr(refresh.correlationId());
    return acquire(
            correlationId,
            callerWaits,
            deadline -> server.refreshGrant().refresh(refresh, deadline))
        .map(tokens -> tokens.withCorrelationId(correlationId));
  }

  /** Gets tokens of the application itself. */
  Future<Tokens> clientCredentials(ClientCredentials asked, Duration callerWaits) {
    String correlationId = idOr(asked.correlationId());
    return acquire(
            correlationId,
            callerWaits,
            deadline -> server.clientCredentialsGrant().acquire(asked.scope(), deadline))
        .map(tokens -> tokens.withCorrelationId(correlationId));
  }

  /** Keeps the configured accounts fresh from now on. */
  void keepAccounts(AccountListener listener) {
    accounts = new Accounts(vertx, options.accounts(), new OwnAcquisitions(), listener);
  }

  /**
   * The current tokens of a configured account, which this client keeps.
   *
   * @return where it fails as an acquisition did before, with that one's correlation id
   */
  Future<Tokens> account(AccountRequest asked) {
    return accounts
        .current(asked)
        .recover(
            cause ->
                cause instanceof PingOneException known && known.failure().correlationId() != null
                    ? Future.failedFuture(known)
                    : Future.failedFuture(
                        AcquisitionEnd.failure(cause, null, idOr(asked.correlationId()))));
  }

  /** Asks PingOne what it knows of a token. */
  Future<JsonObject> introspect(IssuedToken token, Duration callerWaits) {
    return acquire(
        idOr(token.correlationId()),
        callerWaits,
        deadline -> server.introspection().introspect(token, deadline));
  }

  /** Revokes a token. */
  Future<Void> revoke(IssuedToken token, Duration callerWaits) {
    return acquire(
        idOr(token.correlationId()),
        callerWaits,
        deadline -> server.revocation().revoke(token, deadline));
  }

  /** Asks for a user's claims. */
  Future<JsonObject> userInfo(UserInfoRequest asked, Duration callerWaits) {
    return acquire(
        idOr(asked.correlationId()),
        callerWaits,
        deadline -> server.userInfo().claims(asked, deadline));
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
    if (accounts != null) {
      accounts.close();
    }
    pendingFlows.close();
    pushConfirmation.close();
    admission.close();
    return transport.close();
  }

  private static String idOr(String correlationId) {
    return correlationId == null ? UUID.randomUUID().toString() : correlationId;
  }

  private <T> Future<T> acquire(
      String correlationId, Duration callerWaits, Function<Deadline, Future<T>> acquisition) {
    Deadline deadline = Deadline.in(timeout(callerWaits));
    return AcquisitionEnd.told(
        admission.admit(deadline, () -> acquisition.apply(deadline)), null, correlationId);
  }

  /** The acquisitions for this client's own accounts, for which no caller waits. */
  private final class OwnAcquisitions implements Acquisitions {
    @Override
    public Future<Outcome> signOn(SignOn asked) {
      return PingOneClient.this.signOn(asked, null);
    }

    @Override
    public Future<Tokens> clientCredentials(ClientCredentials asked) {
      return PingOneClient.this.clientCredentials(asked, null);
    }

    @Override
    public Future<Tokens> refresh(Refresh asked) {
      return PingOneClient.this.refresh(asked, null);
    }
  }
}
