package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterGateTest {
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final RetryAfterGate gate = new RetryAfterGate(vertx);
  private final List<Integer> released = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void isOpenUntilAPauseBegins() throws Exception {
    atHome(
        () -> {
          assertFalse(gate.holds());
          assertNull(gate.tooLongFor(Deadline.in(Duration.ZERO)));
          gate.begin(Duration.ZERO);
          assertFalse(gate.holds());
        });
  }

  @Test
  void leavesTimersOfOthersAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    vertx.setTimer(50, due -> first.complete());
    atHome(
        () -> {
          gate.begin(Duration.ofMillis(20));
          gate.close();
        });

    await(first.future());
  }

  @Test
  void releasesInOrderFirstOneThenTwiceAsManyEachTime() throws Exception {
    List<Request> requests =
        IntStream.range(0, 40).mapToObj(number -> new Request(number, FAR)).toList();
    atHome(
        () -> {
          gate.begin(Duration.ofMillis(200));
          requests.forEach(Request::pass);
          assertEquals(List.of(), released);
        });

    await(requests.get(39).end.future());

    atHome(
        () -> {
          assertEquals(IntStream.range(0, 40).boxed().toList(), released);
          assertEquals(List.of(1, 2, 4, 8, 16, 9), turns(requests));
          assertFalse(gate.holds());
        });
  }

  @Test
  void rejectsAtOnceWhatCannotWaitAndSaysHowLong() throws Exception {
    Request soon = new Request(0, Deadline.in(Duration.ofSeconds(2)));
    Request far = new Request(1, FAR);
    atHome(
        () -> {
          gate.begin(Duration.ofSeconds(1));
          soon.pass();
          far.pass();
          assertFalse(soon.end.future().isComplete());

          gate.begin(Duration.ofSeconds(20));

          assertEquals(20, soon.pause.plusMillis(999).toSeconds());
          assertNull(far.pause);
          Request later = new Request(2, Deadline.in(Duration.ofSeconds(3)));
          later.pass();
          assertEquals(20, later.pause.plusMillis(999).toSeconds());
          assertEquals(List.of(), released);
        });
  }

  @Test
  void shorterPauseDoesNotEndALongerOne() throws Exception {
    atHome(
        () -> {
          gate.begin(Duration.ofMinutes(10));
          gate.begin(Duration.ofMillis(1));
          assertEquals(600, gate.tooLongFor(FAR).plusMillis(999).toSeconds());
        });
  }

  @Test
  void newPauseStopsWhatWasNotReleasedYet() throws Exception {
    List<Request> requests =
        IntStream.range(0, 7).mapToObj(number -> new Request(number, FAR)).toList();
    // The second turn's last one meets the limit again.
    requests
        .get(2)
        .end
        .future()
        .onSuccess(met -> home.runOnContext(met2 -> gate.begin(Duration.ofMillis(100))));
    atHome(
        () -> {
          gate.begin(Duration.ofMillis(1));
          requests.forEach(Request::pass);
        });

    await(requests.get(6).end.future());

    atHome(() -> assertEquals(List.of(1, 2, 1, 2, 1), turns(requests)));
  }

  @ParameterizedTest
  @ValueSource(longs = {901, 86_400, Long.MAX_VALUE})
  void believesAPauseForFifteenMinutes(long asked) throws Exception {
    atHome(
        () -> {
          gate.begin(Duration.ofSeconds(asked));
          assertEquals(900, gate.tooLongFor(FAR).plusMillis(999).toSeconds());
        });
  }

  @Test
  void closingFailsWhatWaits() throws Exception {
    Request one = new Request(0, FAR);
    atHome(
        () -> {
          gate.begin(Duration.ofSeconds(1));
          one.pass();
          gate.close();
          assertEquals(ErrorCode.UNAVAILABLE, one.failure.error());
          assertNull(one.failure.fate());
        });
  }

  @Test
  void whatDidNotPassWasNotProcessed() throws Exception {
    Request one = new Request(0, Deadline.in(Duration.ofSeconds(1)));
    atHome(
        () -> {
          gate.begin(Duration.ofSeconds(10));
          one.pass();
          assertEquals(ErrorCode.RATE_LIMITED, one.failure.error());
          assertEquals(ResendRules.Fate.NOT_PROCESSED, one.failure.fate());
        });
  }

  /** The number of requests released in each turn. */
  private static List<Integer> turns(List<Request> requests) {
    List<Integer> turns = new ArrayList<>();
    Object turn = null;
    for (Request request : requests) {
      if (request.turn != turn) {
        turns.add(0);
        turn = request.turn;
      }
      turns.set(turns.size() - 1, turns.get(turns.size() - 1) + 1);
    }
    return turns;
  }

  private void atHome(Runnable check) throws Exception {
    Promise<Void> done = Promise.promise();
    home.runOnContext(
        now ->
            Future.succeededFuture()
                .<Void>map(
                    go -> {
                      check.run();
                      return null;
                    })
                .onComplete(done));
    await(done.future());
  }

  private static void await(Future<?> future) throws Exception {
    future.await(10, TimeUnit.SECONDS);
  }

  private Object currentTurn;

  private final class Request {
    private final int number;
    private final Exchange exchange;
    private final Promise<Void> end = Promise.promise();
    private StepFailure failure;
    private Duration pause;
    private Object turn;

    Request(int number, Deadline deadline) {
      this.number = number;
      this.exchange = Exchange.of(Step.AUTHORIZE, RequestKind.AUTHORIZE, deadline, () -> null);
    }

    void pass() {
      gate.pass(exchange, this::attempt)
          .onFailure(
              held -> {
                failure = ((StepException) held).failure();
                pause = failure.retryAfter();
              });
    }

    private Future<Response> attempt() {
      if (currentTurn == null) {
        currentTurn = new Object();
        // After all that are released in the same turn.
        home.runOnContext(over -> currentTurn = null);
      }
      turn = currentTurn;
      released.add(number);
      end.complete();
      return Future.succeededFuture();
    }
  }
}
