package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.Publish;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Answers requests on the event bus, and publishes what came of them.
 *
 * <p>It belongs to the Vert.x context on which it listens.
 */
public final class Responder {
  private static final DeliveryOptions ISSUED = new DeliveryOptions().addHeader("event", "issued");

  private final EventBus eventBus;
  private final Addresses addresses;
  private final Publish publish;

  public Responder(EventBus eventBus, Addresses addresses, Publish publish) {
    this.eventBus = eventBus;
    this.addresses = addresses;
    this.publish = publish;
  }

  /**
   * Answers what comes to an address.
   *
   * @param decode reads a message's body; throws {@code PingOneException} for a malformed one
   * @param acquire answers the request within the time that its caller waits, or null where that is
   *     not known; its Future fails with {@code PingOneException}
   * @return ends when all of a cluster know the address
   */
  public <T> Future<Void> listen(
      String address,
      Function<Object, T> decode,
      BiFunction<T, Duration, Future<Outcome>> acquire) {
    return eventBus
        .consumer(address, (Message<Object> request) -> answer(request, decode, acquire))
        .completion();
  }

  private <T> void answer(
      Message<Object> request,
      Function<Object, T> decode,
      BiFunction<T, Duration, Future<Outcome>> acquire) {
    Future<Outcome> outcome;
    try {
      outcome = acquire.apply(decode.apply(request.body()), SendTimeout.of(request.headers()));
    } catch (PingOneException malformed) {
      outcome = Future.failedFuture(malformed);
    }
    outcome
        .onSuccess(result -> succeed(request, result))
        .onFailure(cause -> fail(request, ((PingOneException) cause).failure()));
  }

  private void succeed(Message<Object> request, Outcome outcome) {
    JsonObject message = OutcomeMessage.encode(outcome);
    if (outcome instanceof Tokens && publish != Publish.OFF) {
      eventBus.publish(
          addresses.tokens(),
          publish == Publish.TOKENS ? message : OutcomeMessage.withoutTokens(message),
          ISSUED);
    }
    request.reply(message);
  }

  private void fail(Message<Object> request, Failure told) {
    Failure failure = identified(told, request.body());
    request.fail(failure.error().failureCode(), FailureMessage.encode(failure).encode());
    if (publish != Publish.OFF) {
      eventBus.publish(addresses.failures(), FailureMessage.published(failure));
    }
  }

  /** A request that was refused before it became an acquisition has neither id nor user yet. */
  private static Failure identified(Failure failure, Object body) {
    if (failure.correlationId() != null) {
      return failure;
    }
    String given = SignOnMessage.correlationIdOf(body);
    return failure
        .withUsername(text(body, "username"))
        .withCorrelationId(given == null ? UUID.randomUUID().toString() : given);
  }

  private static String text(Object body, String field) {
    return body instanceof JsonObject message && message.getValue(field) instanceof String text
        ? text
        : null;
  }
}
