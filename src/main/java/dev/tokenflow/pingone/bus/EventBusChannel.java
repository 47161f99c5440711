package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.client.Channel;
import dev.tokenflow.pingone.client.Operation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.MalformedRequestException;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.RequestMessage;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.presence.InstanceMissedException;
import dev.tokenflow.pingone.presence.InstanceWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends requests to a verticle. */
public final class EventBusChannel implements Channel {
  private final Addresses addresses;
  private final Route route;

  EventBusChannel(Addresses addresses, Route route) {
    this.addresses = addresses;
    this.route = route;
  }

  /**
   * Sends requests to the addresses at which all instances listen. It holds nothing that would have
   * to be closed.
   */
  public static EventBusChannel plain(Vertx vertx, Addresses addresses, Duration timeout) {
    EventBus eventBus = vertx.eventBus();
    DeliveryOptions delivery = SendTimeout.delivery(timeout);
    return new EventBusChannel(
        addresses, (operation, address, message) -> eventBus.request(address, message, delivery));
  }

  /**
   * Sends each request to one of the instances that are alive.
   *
   * @param instances the beats at {@link Addresses#beats()}
   */
  public static EventBusChannel toInstances(
      Vertx vertx, Addresses addresses, Duration timeout, InstanceWatch instances) {
    return new EventBusChannel(
        addresses, new ClusterRoute(vertx.eventBus(), addresses, instances, timeout));
  }

  @Override
  public <Q extends RequestMessage, A> Future<A> call(Operation<Q, A> operation, Q request) {
    // The id is generated here, so that a request that finds no verticle has one too.
    String given = RequestMessage.usableCorrelationId(request.correlationId());
    String correlationId = given == null ? UUID.randomUUID().toString() : given;
    Sent sent = new Sent(request, address(operation, request), correlationId);
    if (sent.address() == null) {
      return Future.failedFuture(
          sent.failed(
              ErrorCode.INVALID_REQUEST, "continueAt is missing, expected that of the outcome"));
    }
    if (!addresses.isOf(operation, sent.address())) {
      // Whoever listens there would get a passcode or a password.
      return Future.failedFuture(
          sent.failed(
              ErrorCode.INVALID_REQUEST,
              "continueAt is not that of an outcome at this address, expected one that begins with \""
                  + addresses.continueAt("")
                  + '"'));
    }
    try {
      // Before it is sent: a cluster could not encode half a surrogate pair, for example.
      request.validate();
    } catch (MalformedRequestException malformed) {
      return Future.failedFuture(sent.failed(ErrorCode.INVALID_REQUEST, malformed.description()));
    }
    return route
        .request(operation, sent.address(), request.toJson().put("correlation_id", correlationId))
        .map(reply -> operation.readAnswer().apply(reply.body()))
        .recover(cause -> Future.failedFuture(sent.exception(cause)));
  }

  private @Nullable String address(Operation<?, ?> operation, RequestMessage request) {
    return operation.equals(Operation.CONTINUE) ? request.continueAt() : addresses.of(operation);
  }

  /** A request under way. */
  private record Sent(RequestMessage request, @Nullable String address, String correlationId) {

    PingOneException exception(Throwable cause) {
      if (cause instanceof InstanceMissedException) {
        return failed(
            ErrorCode.UNAVAILABLE,
            "the instance that had the request is gone, so it is not known whether the request went"
                + " through");
      }
      if (!(cause instanceof ReplyException reply)) {
        return failed(
            ErrorCode.INTERNAL, "the reply is not that of a PingOneVerticle, at " + address);
      }
      return switch (reply.failureType()) {
        case NO_HANDLERS ->
            request.continueAt() == null
                ? failed(ErrorCode.UNAVAILABLE, "no PingOneVerticle listens at " + address)
                : new PingOneException(ExpiredFlows.failure(correlationId));
        case TIMEOUT -> failed(ErrorCode.TIMEOUT, "no reply from " + address + " in time");
        case RECIPIENT_FAILURE, ERROR -> answered(String.valueOf(reply.getMessage()));
      };
    }

    private PingOneException answered(String message) {
      Failure failure;
      try {
        failure = Failure.fromJson(new JsonObject(message), request.username(), correlationId);
      } catch (DecodeException | NullPointerException | ClassCastException foreign) {
        return failed(ErrorCode.INTERNAL, "the reply is not that of a PingOneVerticle");
      }
      // The instance that held the flow is being undeployed.
      boolean closing =
          request.continueAt() != null
              && failure.error() == ErrorCode.UNAVAILABLE
              && failure.step() == Step.REQUEST
              && failure.next() == null;
      return new PingOneException(
          closing ? ExpiredFlows.failure(failure.correlationId()) : failure);
    }

    private PingOneException failed(ErrorCode error, String description) {
      return new PingOneException(
          Failure.of(
              error,
              Step.REQUEST,
              description,
              RequestMessage.usableUsername(request.username()),
              correlationId));
    }
  }
}
