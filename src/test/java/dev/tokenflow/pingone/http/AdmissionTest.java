package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final List<Integer> begun = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void turnsComeInOrder() {
    Admission admission = new Admission(vertx, 1, 10);
    Promise<String> first = Promise.promise();

    admission.admit(FAR, begins(0, first.future()));
    for (int number = 1; number <= 5; number++) {
      admission.admit(FAR, begins(number, Future.succeededFuture("done")));
    }
    assertEquals(List.of(0), begun);
    first.complete("done");

    assertEquals(List.of(0, 1, 2, 3, 4, 5), begun);
  }

  @Test
  void oneTooManyIsRefusedAndTheOthersAreNot() {
    Admission admission = new Admission(vertx, 1, 1);
    Promise<String> running = Promise.promise();
    admission.admit(FAR, begins(0, running.future()));
    Future<String> waiting = admission.admit(FAR, begins(1, Future.succeededFuture("done")));

    Future<String> refused = admission.admit(FAR, begins(2, Future.succeededFuture("done")));

    assertFails(refused, ErrorCode.OVERLOADED);
    running.complete("done");
    assertEquals("done", waiting.result());
    assertEquals(List.of(0, 1), begun);
  }

  @Test
  void deadlineThatPassesInTheQueueEndsTheWaitAndFreesThePlace() throws Exception {
    Admission admission = new Admission(vertx, 1, 1);
    admission.admit(FAR, begins(0, Promise.<String>promise().future()));

    Future<String> waiting =
        admission.admit(
            Deadline.in(Duration.ofMillis(20)), begins(1, Future.succeededFuture("done")));
    waiting.otherwiseEmpty().await(10, TimeUnit.SECONDS);

    assertFails(waiting, ErrorCode.TIMEOUT);
    Future<String> next = admission.admit(FAR, begins(2, Future.succeededFuture("done")));
    assertFalse(next.isComplete(), "it waits in the place that was freed");
    assertEquals(List.of(0), begun);
  }

  @Test
  void deadlineInTheQueueDoesNotEndWhatHasBegun() throws Exception {
    Admission admission = new Admission(vertx, 1, 1);
    Promise<String> first = Promise.promise();
    Promise<String> second = Promise.promise();
    Deadline soon = Deadline.in(Duration.ofMillis(300));
    admission.admit(FAR, begins(0, first.future()));
    Future<String> waiting = admission.admit(soon, begins(1, second.future()));
    first.complete("done");

    Promise<Void> wellPast = Promise.promise();
    vertx.setTimer(soon.remainingMillis() + 50, due -> wellPast.complete());
    wellPast.future().await(10, TimeUnit.SECONDS);

    assertFalse(waiting.isComplete());
    second.complete("done");
    assertEquals("done", waiting.result());
  }

  @Test
  void acquisitionThatThrowsGivesItsPlaceBack() {
    Admission admission = new Admission(vertx, 1, 1);

    Future<String> broken =
        admission.admit(
            FAR,
            () -> {
              throw new IllegalStateException("a fault");
            });

    assertTrue(broken.failed());
    assertEquals("done", admission.admit(FAR, begins(1, Future.succeededFuture("done"))).result());
  }

  @Test
  void manyThatEndAtOnceDoNotDeepenTheStack() {
    int many = 100_000;
    Admission admission = new Admission(vertx, 1, many);
    Promise<String> first = Promise.promise();
    admission.admit(FAR, begins(0, first.future()));
    List<Future<String>> waiting =
        IntStream.range(0, many)
            .mapToObj(number -> admission.admit(FAR, begins(number, Future.succeededFuture("x"))))
            .toList();

    first.complete("done");

    assertTrue(waiting.stream().allMatch(Future::succeeded));
  }

  @Test
  void closingRefusesThoseWhoWaitAndThoseWhoCome() {
    Admission admission = new Admission(vertx, 1, 1);
    admission.admit(FAR, begins(0, Promise.<String>promise().future()));
    Future<String> waiting = admission.admit(FAR, begins(1, Future.succeededFuture("done")));

    admission.close();

    assertFails(waiting, ErrorCode.UNAVAILABLE);
    assertFails(
        admission.admit(FAR, begins(2, Future.succeededFuture("done"))), ErrorCode.UNAVAILABLE);
    assertEquals(List.of(0), begun);
  }

  private Supplier<Future<String>> begins(int number, Future<String> end) {
    return () -> {
      begun.add(number);
      return end;
    };
  }

  private static void assertFails(Future<?> future, ErrorCode error) {
    PingOneException failure =
        assertThrows(PingOneException.class, () -> future.await(10, TimeUnit.SECONDS));
    assertEquals(error, failure.failure().error());
    assertEquals(Step.REQUEST, failure.failure().step());
  }
}
