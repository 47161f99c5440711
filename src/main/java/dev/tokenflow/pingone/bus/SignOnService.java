package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.acquisition.Step;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.config.Publish;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Answers sign-on requests on the event bus, and publishes what came of them.
 *
 * <p>It belongs to the Vert.x context on which {@link #listen()} is called.
 */
public final class SignOnService {
  private static final DeliveryOptions ISSUED = new DeliveryOptions().addHeader("event", "issued");

  private final EventBus eventBus;
  private final Addresses addresses;
  private final String continueAt;
  private final Publish publish;
  private final Function<SignOn, Future<Outcome>> signOn;

  /**
   * @param signOn what signs on; its Future fails with {@code PingOneException}
   */
  public SignOnService(
      EventBus eventBus,
      Addresses addresses,
      String continueAt,
      Publish publish,
      Function<SignOn, Future<Outcome>> signOn) {
    this.eventBus = eventBus;
    this.addresses = addresses;
    this.continueAt = continueAt;
    this.publish = publish;
    this.signOn = signOn;
  }

  /** Registers the consumers; the Future ends when all of a cluster know them. */
  public Future<Void> listen() {
    MessageConsumer<Object> signOns = eventBus.consumer(addresses.signOn(), this::signOn);
    MessageConsumer<Object> flows = eventBus.consumer(continueAt, SignOnService::refuseToContinue);
    return Future.all(List.of(signOns.completion(), flows.completion())).mapEmpty();
  }

  private void signOn(Message<Object> request) {
    Future<Outcome> outcome;
    try {
      outcome = signOn.apply(SignOnMessage.decode(request.body()));
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

  private void fail(Message<Object> request, Failure failure) {
    JsonObject message = FailureMessage.encode(correlated(failure, request.body()));
    request.fail(failure.error().failureCode(), message.encode());
    if (publish != Publish.OFF) {
      Fields.put(message, "username", text(request.body(), "username"));
      eventBus.publish(addresses.failures(), message);
    }
  }

  /** This version begins flows and does not carry them on. */
  private static void refuseToContinue(Message<Object> request) {
    Failure failure =
        correlated(
            Failure.of(
                ErrorCode.ACTION_UNSUPPORTED,
                Step.ACTION,
                "carrying a flow on is not supported by this version"),
            request.body());
    request.fail(failure.error().failureCode(), FailureMessage.encode(failure).encode());
  }

  /** A request that was refused before it became an acquisition has no id yet. */
  private static Failure correlated(Failure failure, Object body) {
    if (failure.correlationId() != null) {
      return failure;
    }
    String given = SignOnMessage.correlationIdOf(body);
    return failure.withCorrelationId(given == null ? UUID.randomUUID().toString() : given);
  }

  private static String text(Object body, String field) {
    return body instanceof JsonObject message && message.getValue(field) instanceof String text
        ? text
        : null;
  }
}
