package dev.tokenflow.pingone.bus;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

/** Answers those who would carry on a flow of an instance that is gone. */
public final class ForgottenFlows {
  private ForgottenFlows() {}

  /**
   * Answers {@code flow_expired} at the address until no flow that was held there can be alive.
   *
   * @param continueAt where the flows were carried on
   * @param until when PingOne has forgotten the last of them
   * @return ends when this is known at the event bus; it never fails, and ends on another thread
   */
  public static Future<Void> answer(Vertx vertx, String continueAt, Instant until) {
    long millis = Math.max(1, Duration.between(Instant.now(), until).toMillis());
    Promise<Void> known = Promise.promise();
    // Off the context of the verticle, whose end would be that of the consumer and the timer too.
    ForkJoinPool.commonPool()
        .execute(
            () ->
                Future.succeededFuture()
                    .compose(
                        now -> {
                          MessageConsumer<Object> consumer =
                              vertx.eventBus().consumer(continueAt, ForgottenFlows::refuse);
                          vertx.setTimer(millis, over -> consumer.unregister());
                          return consumer.completion();
                        })
                    .otherwiseEmpty()
                    .onComplete(known));
    return known.future();
  }

  /** What becomes of a flow whose instance is gone. */
  public static Failure failure() {
    return Failure.of(
        ErrorCode.FLOW_EXPIRED,
        Step.ACTION,
        "the verticle instance that held the flow is gone, sign on again");
  }

  private static void refuse(Message<Object> request) {
    Failure failure = failure().withCorrelationId(UUID.randomUUID().toString());
    request.fail(failure.error().failureCode(), FailureMessage.encode(failure).encode());
  }
}
