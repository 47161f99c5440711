package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ForkJoinPool;

/** Answers requests to continue a flow whose instance was undeployed. */
public final class ExpiredFlows {
  private ExpiredFlows() {}

  /**
   * Answers {@code flow_expired} at the address until no flow of that instance can be open.
   *
   * @param continueAt the instance's address
   * @param until when PingOne drops the last of its flows
   * @return completes, on another thread, when the event bus knows the consumer; never fails
   */
  public static Future<Void> answer(Vertx vertx, String continueAt, Instant until) {
    long millis = Math.max(1, Duration.between(Instant.now(), until).toMillis());
    Promise<Void> listening = Promise.promise();
    // Off the verticle's context, whose end would end the consumer and the timer too.
    ForkJoinPool.commonPool()
        .execute(
            () ->
                Future.succeededFuture()
                    .compose(
                        now -> {
                          MessageConsumer<Object> consumer =
                              vertx
                                  .eventBus()
                                  .consumer(
                                      continueAt,
                                      request -> Listener.refuse(request, ExpiredFlows::failure));
                          vertx.setTimer(millis, over -> consumer.unregister());
                          return consumer.completion();
                        })
                    .otherwiseEmpty()
                    .onComplete(listening));
    return listening.future();
  }

  /** The failure of a flow whose instance is gone. */
  static Failure failure(String correlationId) {
    return Failure.of(
        ErrorCode.FLOW_EXPIRED,
        Step.ACTION,
        "the verticle instance that held the flow is gone, sign on again",
        null,
        correlationId);
  }
}
