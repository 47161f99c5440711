package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Outcome;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Tokens;
import dev.tokenflow.pingone.bus.Publisher.Event;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Answers requests on the event bus, and publishes what came of them.
 *
 * <p>It belongs to the Vert.x context on which it listens.
 */
public final class Responder {
  private final EventBus eventBus;
  private final Publisher publisher;

  public Responder(EventBus eventBus, Publisher publisher) {
    this.eventBus = eventBus;
    this.publisher = publisher;
  }

  /**
   * Answers what comes to an address with an outcome, and publishes the tokens that are one.
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
    return listen(address, decode, acquire, Event.ISSUED);
  }

  /** The same for tokens of which something else is told than that they were issued. */
  public <T> Future<Void> listen(
      String address,
      Function<Object, T> decode,
      BiFunction<T, Duration, ? extends Future<? extends Outcome>> acquire,
      Event event) {
    return consume(
        address,
        decode,
        acquire,
        (request, outcome) -> {
          if (outcome instanceof Tokens tokens) {
            publisher.tokens(tokens, event);
          }
          request.reply(OutcomeMessage.encode(outcome));
        });
  }

  /**
   * Answers what comes to an address with a JSON object, of which nothing is published.
   *
   * @param decode as above
   * @param ask as above
   * @return ends when all of a cluster know the address
   */
  public <T> Future<Void> reply(
      String address, Function<Object, T> decode, BiFunction<T, Duration, Future<JsonObject>> ask) {
    return consume(address, decode, ask, Message::reply);
  }

  private <T, R> Future<Void> consume(
      String address,
      Function<Object, T> decode,
      BiFunction<T, Duration, ? extends Future<? extends R>> acquire,
      BiConsumer<Message<Object>, R> answer) {
    return eventBus
        .consumer(
            address,
            (Message<Object> request) -> {
              Future<? extends R> acquisition;
              try {
                acquisition =
                    acquire.apply(decode.apply(request.body()), SendTimeout.of(request.headers()));
              } catch (PingOneException malformed) {
                fail(request, malformed.failure());
                return;
              }
              acquisition.onComplete(
                  result -> answer.accept(request, result),
                  cause -> fail(request, ((PingOneException) cause).failure()));
            })
        .completion();
  }

  private void fail(Message<Object> request, Failure told) {
    Failure failure = identified(told, request.body());
    request.fail(failure.error().failureCode(), FailureMessage.encode(failure).encode());
    publisher.failure(failure);
  }

  /** A request that was refused before it became an acquisition has neither id nor user yet. */
  private static Failure identified(Failure failure, Object body) {
    if (failure.correlationId() != null) {
      return failure;
    }
    String given = RequestFields.correlationIdOf(body);
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
