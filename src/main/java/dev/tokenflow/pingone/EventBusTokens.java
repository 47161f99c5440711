package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.AccountRequest;
import dev.tokenflow.pingone.acquisition.ClientCredentials;
import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.IssuedToken;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Refresh;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.acquisition.UserInfoRequest;
import dev.tokenflow.pingone.bus.AccountMessage;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ClientCredentialsMessage;
import dev.tokenflow.pingone.bus.ContinuationMessage;
import dev.tokenflow.pingone.bus.FailureMessage;
import dev.tokenflow.pingone.bus.ForgottenFlows;
import dev.tokenflow.pingone.bus.IssuedTokenMessage;
import dev.tokenflow.pingone.bus.OutcomeMessage;
import dev.tokenflow.pingone.bus.RefreshMessage;
import dev.tokenflow.pingone.bus.SendTimeout;
import dev.tokenflow.pingone.bus.SignOnMessage;
import dev.tokenflow.pingone.bus.UserInfoMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/** Asks a verticle by event bus message; it holds nothing that would have to be closed. */
final class EventBusTokens implements PingOneTokens {
  private final EventBus eventBus;
  private final Addresses addresses;
  private final DeliveryOptions delivery;

  EventBusTokens(Vertx vertx, String address, Duration timeout) {
    this.eventBus = vertx.eventBus();
    this.addresses = new Addresses(address);
    this.delivery = SendTimeout.told(timeout);
  }

  @Override
  public Future<Outcome> signOn(SignOn signOn) {
    String correlationId = idOr(signOn.correlationId());
    return request(
        addresses.signOn(),
        SignOnMessage.encode(signOn.withCorrelationId(correlationId)),
        correlationId,
        OutcomeMessage::decode);
  }

  @Override
  public Future<Tokens> refresh(Refresh refresh) {
    String correlationId = idOr(refresh.correlationId());
    return request(
        addresses.refresh(),
        RefreshMessage.encode(refresh.withCorrelationId(correlationId)),
        correlationId,
        EventBusTokens::tokens);
  }

  @Override
  public Future<Tokens> clientCredentials(ClientCredentials asked) {
    String correlationId = idOr(asked.correlationId());
    return request(
        addresses.clientCredentials(),
        ClientCredentialsMessage.encode(asked.withCorrelationId(correlationId)),
        correlationId,
        EventBusTokens::tokens);
  }

  @Override
  public Future<Tokens> account(AccountRequest asked) {
    String correlationId = idOr(asked.correlationId());
    return request(
        addresses.account(),
        AccountMessage.encode(asked.withCorrelationId(correlationId)),
        correlationId,
        EventBusTokens::tokens);
  }

  @Override
  public Future<JsonObject> introspect(IssuedToken token) {
    String correlationId = idOr(token.correlationId());
    return request(
        addresses.introspect(),
        IssuedTokenMessage.encode(token.withCorrelationId(correlationId)),
        correlationId,
        introspection -> introspection);
  }

  @Override
  public Future<Void> revoke(IssuedToken token) {
    String correlationId = idOr(token.correlationId());
    return request(
        addresses.revoke(),
        IssuedTokenMessage.encode(token.withCorrelationId(correlationId)),
        correlationId,
        revoked -> null);
  }

  @Override
  public Future<JsonObject> userInfo(UserInfoRequest asked) {
    String correlationId = idOr(asked.correlationId());
    return request(
        addresses.userInfo(),
        UserInfoMessage.encode(asked.withCorrelationId(correlationId)),
        correlationId,
        claims -> claims);
  }

  @Override
  public Future<Outcome> carryOn(Continuation continuation) {
    String address = continuation.continueAt();
    String correlationId = UUID.randomUUID().toString();
    if (address == null) {
      return Future.failedFuture(
          new PingOneException(
              Failure.of(
                      ErrorCode.INVALID_REQUEST,
                      Step.REQUEST,
                      "continueAt is missing, expected that of the outcome")
                  .withCorrelationId(correlationId)));
    }
    return request(
            address,
            ContinuationMessage.encode(continuation),
            correlationId,
            OutcomeMessage::decode)
        .recover(cause -> Future.failedFuture(goneWithItsInstance(cause)));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** Where nobody listens any more, the flow is gone with the instance that held it. */
  private static Throwable goneWithItsInstance(Throwable cause) {
    return cause instanceof PingOneException e
            && e.failure().error() == ErrorCode.UNAVAILABLE
            && e.failure().step() == Step.REQUEST
            && e.failure().next() == null
        ? new PingOneException(
            ForgottenFlows.failure().withCorrelationId(e.failure().correlationId()))
        : cause;
  }

  /** The id is made here, so that a request that finds no verticle has one too. */
  private static String idOr(String correlationId) {
    return correlationId == null ? UUID.randomUUID().toString() : correlationId;
  }

  private static Tokens tokens(JsonObject reply) {
    return (Tokens) OutcomeMessage.decode(reply);
  }

  private <T> Future<T> request(
      String address, JsonObject message, String correlationId, Function<JsonObject, T> decode) {
    return eventBus
        .<JsonObject>request(address, message, delivery)
        .map(reply -> decode.apply(reply.body()))
        .recover(
            cause -> {
              Failure failure =
                  cause instanceof ReplyException reply
                      ? FailureMessage.decode(reply, address)
                      : Failure.of(
                          ErrorCode.INTERNAL,
                          Step.REQUEST,
                          "a reply that no PingOneVerticle sends, at " + address);
              return Future.failedFuture(
                  new PingOneException(
                      failure.correlationId() == null
                          ? failure.withCorrelationId(correlationId)
                          : failure));
            });
  }
}
