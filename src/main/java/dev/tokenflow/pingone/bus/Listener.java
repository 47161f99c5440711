package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.client.PingOneClient;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.UUID;
import java.util.function.Function;

/**
 * Answers requests on the event bus, and publishes their results.
 *
 * @param client runs the requests, on whose context this listens
 */
public record Listener(EventBus eventBus, PingOneClient client, Publisher publisher) {
  /** Names the operation of a message that is sent to an instance by name. */
  static final String OPERATION = "operation";

  /**
   * Answers an operation at an address.
   *
   * @return the consumer, complete when all members of a cluster know the address
   */
  public <Q extends RequestMessage, A> MessageConsumer<?> listen(
      String address, Operation<Q, A> operation) {
    return eventBus.consumer(address, (Message<Object> request) -> answer(request, operation));
  }

  /** Answers alike, and publishes nothing. */
  public Listener silent() {
    return new Listener(eventBus, client, publisher.silent());
  }

  /** Keeps the accounts, and publishes their tokens. */
  public void keepAccounts() {
    client.keepAccounts(publisher);
  }

  /**
   * Answers a message that cannot be answered here.
   *
   * @param failure makes the answer for a correlation id
   */
  static void refuse(Message<Object> message, Function<String, Failure> failure) {
    String id = RequestMessage.correlationIdOf(message.body());
    Failure refused = failure.apply(id == null ? UUID.randomUUID().toString() : id);
    message.fail(refused.error().failureCode(), refused.toJson().encode());
  }

  /** Answers one request. */
  <Q extends RequestMessage, A> void answer(Message<Object> request, Operation<Q, A> operation) {
    client
        .call(operation, request.body(), () -> SendTimeout.of(request.headers()))
        .onComplete(
            answer -> {
              if (operation.published() != null && answer instanceof Tokens tokens) {
                publisher.issued(operation.published(), tokens);
              }
              request.reply(operation.writeAnswer().apply(answer));
            },
            cause -> {
              Failure failure = ((PingOneException) cause).failure();
              request.fail(operation.failureCode(failure.error()), failure.toJson().encode());
              publisher.failed(failure);
            });
  }
}
