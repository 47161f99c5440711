package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.Continuation;
import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.ContinuationMessage;
import dev.tokenflow.pingone.bus.FailureMessage;
import dev.tokenflow.pingone.bus.OutcomeMessage;
import dev.tokenflow.pingone.bus.SendTimeout;
import dev.tokenflow.pingone.bus.SignOnMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;

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
    // The id is made here, so that a request that finds no verticle has one too.
    String correlationId =
        signOn.correlationId() == null ? UUID.randomUUID().toString() : signOn.correlationId();
    return request(
        addresses.signOn(),
        SignOnMessage.encode(signOn.withCorrelationId(correlationId)),
        correlationId);
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
    return request(address, ContinuationMessage.encode(continuation), correlationId)
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
            Failure.of(
                    ErrorCode.FLOW_EXPIRED,
                    Step.ACTION,
                    "the verticle instance that held the flow is gone, sign on again")
                .withCorrelationId(e.failure().correlationId()))
        : cause;
  }

  private Future<Outcome> request(String address, JsonObject message, String correlationId) {
    return eventBus
        .<JsonObject>request(address, message, delivery)
        .map(reply -> OutcomeMessage.decode(reply.body()))
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
