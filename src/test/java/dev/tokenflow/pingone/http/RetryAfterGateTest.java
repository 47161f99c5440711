package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class RetryAfterGateTest {
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final RetryAfterGate holdBack = new RetryAfterGate(vertx);
  private final List<Integer> letGo = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void nothingIsHeldBackUntilItBegins() throws Exception {
    atHome(
        () -> {
          assertFalse(holdBack.holds());
          assertNull(holdBack.tooLongFor(Deadline.in(Duration.ZERO)));
          holdBack.begin(Duration.ZERO);
          assertFalse(holdBack.holds());
        });
  }

  @Test
  void timersOfOthersAreLeftAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    vertx.setTimer(50, due -> first.complete());
    atHome(
        () -> {
          holdBack.begin(Duration.ofMillis(20));
          holdBack.close();
        });

    await(first.future());
  }

  @Test
  void thoseHeldBackGoInOrderFirstOneThenTwiceAsManyEachTime() throws Exception {
    List<Request> requests =
        IntStream.range(0, 40).mapToObj(number -> new Request(number, FAR)).toList();
    atHome(
        () -> {
          holdBack.begin(Duration.ofMillis(200));
          requests.forEach(holdBack::await);
          assertEquals(List.of(), letGo);
        });

    await(requests.get(39).end.future());

    atHome(
        () -> {
          assertEquals(IntStream.range(0, 40).boxed().toList(), letGo);
          assertEquals(List.of(1, 2, 4, 8, 16, 9), turns(requests));
          assertFalse(holdBack.holds());
        });
  }

  @Test
  void whatCannotWaitIsToldAtOnceForHowLong() throws Exception {
    Request soon = new Request(0, Deadline.in(Duration.ofSeconds(2)));
    Request far = new Request(1, FAR);
    atHome(
        () -> {
          holdBack.begin(Duration.ofSeconds(1));
          holdBack.await(soon);
          holdBack.await(far);
          assertFalse(soon.end.future().isComplete());

          holdBack.begin(Duration.ofSeconds(20));

          assertEquals(20, soon.toldToWait.plusMillis(999).toSeconds());
          assertNull(far.toldToWait);
          Request later = new Request(2, Deadline.in(Duration.ofSeconds(3)));
          holdBack.await(later);
          assertEquals(20, later.toldToWait.plusMillis(999).toSeconds());
          assertEquals(List.of(), letGo);
        });
  }

  @Test
  void shorterWaitDoesNotEndALongerOne() throws Exception {
    atHome(
        () -> {
          holdBack.begin(Duration.ofHours(1));
          holdBack.begin(Duration.ofMillis(1));
          assertEquals(3600, holdBack.tooLongFor(FAR).plusMillis(999).toSeconds());
        });
  }

  @Test
  void newHoldBackStopsThoseWhoWereNotLetGoYet() throws Exception {
    List<Request> requests =
        IntStream.range(0, 7).mapToObj(number -> new Request(number, FAR)).toList();
    // The second turn's last one meets the limit again.
    requests
        .get(2)
        .end
        .future()
        .onSuccess(met -> home.runOnContext(told -> holdBack.begin(Duration.ofMillis(100))));
    atHome(
        () -> {
          holdBack.begin(Duration.ofMillis(1));
          requests.forEach(holdBack::await);
        });

    await(requests.get(6).end.future());

    atHome(() -> assertEquals(List.of(1, 2, 1, 2, 1), turns(requests)));
  }

  @Test
  void waitBeyondAllMeasureIsAWait() throws Exception {
    atHome(
        () -> {
          holdBack.begin(Duration.ofSeconds(Long.MAX_VALUE));
          assertTrue(holdBack.tooLongFor(FAR).toDays() >= 36_499);
        });
  }

  /** How many were let go together. */
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

  private final class Request implements RetryAfterGate.Waiting {
    private final int number;
    private final Deadline deadline;
    private final Promise<Void> end = Promise.promise();
    private Duration toldToWait;
    private Object turn;

    Request(int number, Deadline deadline) {
      this.number = number;
      this.deadline = deadline;
    }

    @Override
    public Deadline deadline() {
      return deadline;
    }

    @Override
    public void letGo() {
      if (currentTurn == null) {
        currentTurn = new Object();
        // After all that are let go in the same turn.
        home.runOnContext(over -> currentTurn = null);
      }
      turn = currentTurn;
      letGo.add(number);
      end.complete();
    }

    @Override
    public void cannotWait(Duration heldBackFor) {
      toldToWait = heldBackFor;
    }
  }
}
