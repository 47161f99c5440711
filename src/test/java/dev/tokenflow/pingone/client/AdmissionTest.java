package dev.tokenflow.pingone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.client.Admission.Turn;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.RequestGroup;
import dev.tokenflow.pingone.http.RetryAfterGate;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final List<Integer> begun = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void admitsInOrderOfArrival() {
    Admission admission = admission(1, 10);
    Promise<String> first = Promise.promise();

    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, first.future()));
    for (int number = 1; number <= 5; number++) {
      admission.admit(
          Turn.ACQUISITION,
          RequestGroup.SIGN_ON,
          FAR,
          begins(number, Future.succeededFuture("done")));
    }
    assertEquals(List.of(0), begun);
    first.complete("done");

    assertEquals(List.of(0, 1, 2, 3, 4, 5), begun);
  }

  @Test
  void closingLeavesTimersOfOthersAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    vertx.setTimer(50, due -> first.complete());
    Admission admission = admission(1, 10);
    admission.close();

    first.future().await(10, TimeUnit.SECONDS);
  }

  @Test
  void rejectsOnlyTheCallThatExceedsTheQueue() {
    Admission admission = admission(1, 1);
    Promise<String> running = Promise.promise();
    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, running.future()));
    Future<String> waiting =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(1, Future.succeededFuture("done")));

    Future<String> refused =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done")));

    assertFails(refused, ErrorCode.OVERLOADED);
    running.complete("done");
    assertEquals("done", waiting.result());
    assertEquals(List.of(0, 1), begun);
  }

  @Test
  void deadlineInTheQueueEndsTheWaitAndFreesThePlace() throws Exception {
    Admission admission = admission(1, 1);
    admission.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, Promise.<String>promise().future()));

    Future<String> waiting =
        admission.admit(
            Turn.ACQUISITION,
            RequestGroup.SIGN_ON,
            Deadline.in(Duration.ofMillis(20)),
            begins(1, Future.succeededFuture("done")));
    waiting.otherwiseEmpty().await(10, TimeUnit.SECONDS);

    assertFails(waiting, ErrorCode.TIMEOUT);
    Future<String> next =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done")));
    assertFalse(next.isComplete(), "it waits in the freed place");
    assertEquals(List.of(0), begun);
  }

  @Test
  void deadlineOfTheQueueDoesNotEndACallThatHasBegun() throws Exception {
    Admission admission = admission(1, 1);
    Promise<String> first = Promise.promise();
    Promise<String> second = Promise.promise();
    Deadline soon = Deadline.in(Duration.ofMillis(300));
    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, first.future()));
    Future<String> waiting =
        admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, soon, begins(1, second.future()));
    first.complete("done");

    Promise<Void> wellPast = Promise.promise();
    vertx.setTimer(soon.remainingMillis() + 50, due -> wellPast.complete());
    wellPast.future().await(10, TimeUnit.SECONDS);

    assertFalse(waiting.isComplete());
    second.complete("done");
    assertEquals("done", waiting.result());
  }

  @Test
  void callThatThrowsReleasesItsPlace() {
    Admission admission = admission(1, 1);

    Future<String> broken =
        admission.admit(
            Turn.ACQUISITION,
            RequestGroup.SIGN_ON,
            FAR,
            () -> {
              throw new IllegalStateException("a fault");
            });

    assertTrue(broken.failed());
    assertEquals(
        "done",
        admission
            .admit(
                Turn.ACQUISITION,
                RequestGroup.SIGN_ON,
                FAR,
                begins(1, Future.succeededFuture("done")))
            .result());
  }

  @Test
  void manyCallsThatEndAtOnceDoNotDeepenTheStack() {
    int many = 100_000;
    Admission admission = admission(1, many);
    Promise<String> first = Promise.promise();
    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, first.future()));
    List<Future<String>> waiting =
        IntStream.range(0, many)
            .mapToObj(
                number ->
                    admission.admit(
                        Turn.ACQUISITION,
                        RequestGroup.SIGN_ON,
                        FAR,
                        begins(number, Future.succeededFuture("x"))))
            .toList();

    first.complete("done");

    assertTrue(waiting.stream().allMatch(Future::succeeded));
  }

  @Test
  void closingRejectsWaitingAndLaterCalls() {
    Admission admission = admission(1, 1);
    admission.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, Promise.<String>promise().future()));
    Future<String> waiting =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(1, Future.succeededFuture("done")));

    admission.close();

    assertFails(waiting, ErrorCode.UNAVAILABLE);
    assertFails(
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done"))),
        ErrorCode.UNAVAILABLE);
    assertEquals(List.of(0), begun);
  }

  @Test
  void callMadeAtTheEndOfAnotherDoesNotOvertake() {
    Admission admission = admission(1, 10);
    Promise<String> first = Promise.promise();
    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, first.future()));
    admission
        .admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(1, Future.succeededFuture("done")))
        .onSuccess(
            done ->
                admission.admit(
                    Turn.ACQUISITION,
                    RequestGroup.SIGN_ON,
                    FAR,
                    begins(3, Future.succeededFuture("done"))));
    admission.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done")));

    first.complete("done");

    assertEquals(List.of(0, 1, 2, 3), begun);
  }

  @Test
  void stepsGoBeforeNewCalls() {
    Admission admission = admission(1, 10);
    Promise<String> first = Promise.promise();
    admission.admit(Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, first.future()));
    admission.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done")));
    admission.admit(
        Turn.NEXT_STEP, RequestGroup.SIGN_ON, FAR, begins(1, Future.succeededFuture("done")));

    first.complete("done");

    assertEquals(List.of(0, 1, 2), begun);
  }

  /** Random arrivals and ends, checked against the limits. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsLimitsAndOrderExactly(long seed) {
    int maxInFlight = 7;
    int maxQueued = 11;
    Random random = new Random(seed);
    Admission admission = admission(maxInFlight, maxQueued);
    List<Promise<String>> running = new ArrayList<>();
    int arrived = 0;
    int refused = 0;
    for (int turn = 0; turn < 20_000; turn++) {
      if (random.nextInt(20) < 11) {
        boolean full =
            running.size() == maxInFlight && arrived - refused - begun.size() == maxQueued;
        int number = arrived++;
        Future<String> result =
            admission.admit(
                Turn.ACQUISITION,
                RequestGroup.SIGN_ON,
                FAR,
                () -> {
                  begun.add(number);
                  running.add(Promise.promise());
                  return running.get(running.size() - 1).future();
                });
        assertEquals(full, result.failed(), "rejected if and only if it is full");
        refused += full ? 1 : 0;
      } else if (!running.isEmpty()) {
        running.remove(random.nextInt(running.size())).complete("done");
      }
      int here = arrived - refused - begun.size();
      assertTrue(running.size() <= maxInFlight && here <= maxQueued);
      assertTrue(
          here == 0 || running.size() == maxInFlight, "no call waits while there is a place");
    }
    assertTrue(refused > 100, "it was full at times");
    assertEquals(begun.stream().sorted().toList(), begun);
  }

  @Test
  void rateSpreadsCallsAndRejectsThoseThatWouldBeginTooLate() throws Exception {
    Admission admission = new Admission(vertx, 100, 100, 10.0, gates());
    List<Future<String>> results = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      results.add(
          admission.admit(
              Turn.ACQUISITION,
              RequestGroup.SIGN_ON,
              FAR,
              begins(number, Future.succeededFuture("done"))));
    }
    assertEquals(List.of(0), begun);

    StepException rejection =
        assertFails(
            admission.admit(
                Turn.ACQUISITION,
                RequestGroup.SIGN_ON,
                Deadline.in(Duration.ofMillis(200)),
                begins(9, Future.succeededFuture("done"))),
            ErrorCode.RATE_LIMITED);
    assertTrue(rejection.failure().retryAfter().toMillis() > 200);

    Future.all(results).await(10, TimeUnit.SECONDS);
    assertEquals(List.of(0, 1, 2, 3), begun);
  }

  @Test
  void callWaitingForTheRateHoldsAPlaceInTheQueueOnly() {
    Admission admission = new Admission(vertx, 1, 1, 0.1, gates());
    assertEquals(
        "done",
        admission
            .admit(
                Turn.ACQUISITION,
                RequestGroup.SIGN_ON,
                FAR,
                begins(0, Future.succeededFuture("done")))
            .result());
    Future<String> waiting =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(1, Future.succeededFuture("done")));

    assertFails(
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done"))),
        ErrorCode.OVERLOADED);
    assertFalse(waiting.isComplete());
    // A further step of a flow finds the place in flight free.
    Admission other = new Admission(vertx, 1, 2, 0.1, gates());
    other.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(3, Future.succeededFuture("done")));
    other.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(4, Future.succeededFuture("done")));
    assertEquals(
        "done",
        other
            .admit(
                Turn.NEXT_STEP,
                RequestGroup.SIGN_ON,
                FAR,
                begins(5, Future.succeededFuture("done")))
            .result());
    assertEquals(List.of(0, 3, 5), begun);
  }

  @Test
  void rejectsCallsThatRetryAfterPausesPastTheirDeadline() {
    RetryAfterGate gate = new RetryAfterGate(vertx);
    Admission admission = new Admission(vertx, 1, 10, null, group -> gate);
    admission.admit(
        Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(0, Promise.<String>promise().future()));
    Deadline soon = Deadline.in(Duration.ofSeconds(10));
    Future<String> waiting =
        admission.admit(
            Turn.ACQUISITION,
            RequestGroup.SIGN_ON,
            soon,
            begins(1, Future.succeededFuture("done")));
    Future<String> patient =
        admission.admit(
            Turn.ACQUISITION, RequestGroup.SIGN_ON, FAR, begins(2, Future.succeededFuture("done")));

    gate.begin(Duration.ofSeconds(20));

    assertFails(waiting, ErrorCode.RATE_LIMITED);
    StepException rejection =
        assertFails(
            admission.admit(
                Turn.ACQUISITION,
                RequestGroup.SIGN_ON,
                soon,
                begins(3, Future.succeededFuture("done"))),
            ErrorCode.RATE_LIMITED);
    assertEquals(20, rejection.failure().retryAfter().plusMillis(999).toSeconds());
    assertFalse(patient.isComplete());
  }

  private Admission admission(int maxInFlight, int maxQueued) {
    return new Admission(vertx, maxInFlight, maxQueued, null, gates());
  }

  private Supplier<Future<String>> begins(int number, Future<String> end) {
    return () -> {
      begun.add(number);
      return end;
    };
  }

  private static StepException assertFails(Future<?> future, ErrorCode error) {
    StepException failure =
        assertThrows(StepException.class, () -> future.await(10, TimeUnit.SECONDS));
    assertEquals(error, failure.failure().error());
    assertEquals(Step.REQUEST, failure.failure().step());
    return failure;
  }

  private Function<RequestGroup, RetryAfterGate> gates() {
    Map<RequestGroup, RetryAfterGate> gates = new EnumMap<>(RequestGroup.class);
    return group -> gates.computeIfAbsent(group, absent -> new RetryAfterGate(vertx));
  }
}
