package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Pauses;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushConfirmationTest {
  private final OpenFlow waiting =
      Flows.open("{'id':'flow-1','status':'PUSH_CONFIRMATION_REQUIRED'}");
  private final Vertx vertx = Vertx.vertx();
  private final Pauses pauses = new Pauses(vertx);
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void looksAgainUntilTheUserConfirmed() throws Exception {
    OpenFlow confirmed = Flows.open("{'id':'flow-1','status':'OTP_REQUIRED'}");

    FlowResult result =
        await(Duration.ofMinutes(1), waiting, confirmed).await(20, TimeUnit.SECONDS);

    assertSame(confirmed, result);
    assertEquals(2, looks.get());
  }

  @Test
  void returnsTheFlowAsItStandsIfThereIsNoTimeForAnotherLook() {
    assertSame(waiting, await(Duration.ofSeconds(2), waiting).result());
    assertEquals(1, looks.get());
  }

  @Test
  void isUnavailableWhenTheClientCloses() {
    Future<FlowResult> result = await(Duration.ofMinutes(1), waiting);
    assertFalse(result.isComplete());

    pauses.close();

    assertEquals(ErrorCode.UNAVAILABLE, StepFailures.of(result).error());
    assertEquals(1, looks.get());
  }

  private Future<FlowResult> await(Duration time, OpenFlow... states) {
    return new PushConfirmation(pauses)
        .await(
            waiting,
            Deadline.in(time),
            flow -> Future.succeededFuture(states[looks.getAndIncrement()]));
  }
}
