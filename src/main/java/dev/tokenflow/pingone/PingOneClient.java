package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.config.PingOneOptions;
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
import java.util.UUID;
import java.util.function.Function;

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

  /**
   * @param continueAt where a flow that needs another step is carried on, or null
   */
  PingOneClient(Vertx vertx, PingOneOptions options, String continueAt) {
    this.options = options;
    this.admission = new Admission(vertx, options.maxInFlight(), options.maxQueued());
    this.transport =
        new Transport(
            vertx,
            Origin.of(URI.create(options.endpoints().issuer())),
            options.http(),
            options.trust());
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
                idTokens),
            continueAt);
  }

  /**
   * Signs a user on.
   *
   * @return fails with {@code PingOneException} and with nothing else
   */
  Future<Outcome> signOn(SignOn asked) {
    String correlationId =
        asked.correlationId() == null ? UUID.randomUUID().toString() : asked.correlationId();
    SignOn signOn = asked.withCorrelationId(correlationId);
    return acquire(correlationId, deadline -> signOnFlow.acquire(signOn, deadline));
  }

  /** Ends what runs and what waits, each with {@code unavailable}. */
  Future<Void> close() {
    admission.close();
    return transport.close();
  }

  private <T extends Outcome> Future<T> acquire(
      String correlationId, Function<Deadline, Future<T>> acquisition) {
    Deadline deadline = Deadline.in(options.acquisitionTimeout());
    return admission
        .admit(deadline, () -> acquisition.apply(deadline))
        .onSuccess(
            outcome ->
                LOG.log(Level.DEBUG, "{0}: {1}", correlationId, outcome.getClass().getSimpleName()))
        .recover(cause -> Future.failedFuture(failure(cause, correlationId)));
  }

  private static PingOneException failure(Throwable cause, String correlationId) {
    if (cause instanceof PingOneException known) {
      Failure failure = known.failure().withCorrelationId(correlationId);
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
            .withCorrelationId(correlationId));
  }
}
