package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {
  private static final int ANSWERS = 90;
  private static final int OCTETS = 1_000_000;
  // Without the first 64 KiB of each.
  private static final int ROOM = InFlight.MAX_OCTETS / (OCTETS - 65_536);

  /** Each answer alone is within its bound, and none ends until enough have given way. */
  @Test
  void largestAnswersGiveWayWhereAllTogetherTakeTooMuch() throws Exception {
    HttpLimits limits =
        new HttpLimits(Duration.ofSeconds(10), Duration.ofSeconds(50), ANSWERS, false, 1);
    Promise<Void> end = Promise.promise();
    Buffer most = Buffer.buffer(new byte[OCTETS - 1]);

    try (TestServer server =
        TestServer.http(
            limits,
            (number, request) -> {
              request.response().setChunked(true).write(most);
              end.future().onComplete(now -> request.response().end("."));
            })) {
      List<Future<Response>> answers =
          IntStream.range(0, ANSWERS).mapToObj(i -> server.send(RequestKind.USER_INFO)).toList();
      Promise<Void> enough = Promise.promise();
      answers.forEach(
          answer ->
              answer.onFailure(
                  gaveWay -> {
                    if (answers.stream().filter(Future::failed).count() == ANSWERS - ROOM) {
                      enough.tryComplete();
                    }
                  }));
      enough.future().await(40, TimeUnit.SECONDS);
      end.complete();
      Future.join(answers).otherwiseEmpty().await(40, TimeUnit.SECONDS);

      List<StepFailure> gaveWay =
          answers.stream().filter(Future::failed).map(StepFailures::of).toList();
      assertEquals(ANSWERS - ROOM, gaveWay.size());
      for (StepFailure failure : gaveWay) {
        assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
        assertTrue(failure.description().endsWith("the largest"), failure.description());
      }
      assertEquals(OCTETS, server.send(RequestKind.USER_INFO).await().body().length());
    }
  }
}
