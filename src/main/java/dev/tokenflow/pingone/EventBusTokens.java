package dev.tokenflow.pingone;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.bus.Addresses;
import dev.tokenflow.pingone.bus.FailureMessage;
import dev.tokenflow.pingone.bus.OutcomeMessage;
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
    this.delivery = new DeliveryOptions().setSendTimeout(timeout.toMillis());
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
  public Future<Void> close() {
    return Future.succeededFuture();
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
                  new PingOneException(failure.withCorrelationId(correlationId)));
            });
  }
}
