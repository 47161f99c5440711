package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final Vertx vertx = Vertx.vertx();
  private final Pauses pauses = new Pauses(vertx);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /** Even a time of zero or less, for which Vert.x has no timer. */
  @Test
  void endsWhenItsTimeIsOver() throws Exception {
    for (Duration time : List.of(Duration.ofMillis(20), Duration.ZERO, Duration.ofMillis(-5))) {
      pauses.pause(Step.TOKEN, time).await(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingEndsEveryPauseAtItsStep() throws Exception {
    Future<Void> first = pauses.pause(Step.TOKEN, Duration.ofHours(1));
    Future<Void> second = pauses.pause(Step.AUTHORIZE, Duration.ofHours(1));
    Future<Void> over = pauses.pause(Step.RESUME, Duration.ofMillis(1));
    over.await(20, TimeUnit.SECONDS);

    pauses.close();

    assertClosed(Step.TOKEN, first);
    assertClosed(Step.AUTHORIZE, second);
  }

  /** What a closed pause lets fail may pause again at once, in the same turn. */
  @Test
  void closingEndsPausesThatAreStillToCome() throws Exception {
    Future<Void> again =
        pauses
            .pause(Step.TOKEN, Duration.ofHours(1))
            .recover(closed -> pauses.pause(Step.RESUME, Duration.ofHours(1)));

    pauses.close();

    assertClosed(Step.RESUME, again);
    assertClosed(Step.JWKS, pauses.pause(Step.JWKS, Duration.ofMillis(1)));
  }

  private static void assertClosed(Step step, Future<Void> pause) {
    StepFailure failure = StepFailures.of(pause);
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(step, failure.step());
  }
}
