package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.AttemptFailure.Kind;
import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CircuitTest {
  private static final int ROW = Circuit.FAULTS_IN_A_ROW;

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final Exchange exchange =
      Exchange.of(
          Step.TOKEN,
          RequestKind.AUTHORIZATION_CODE,
          Deadline.in(Duration.ofMinutes(1)),
          () -> Request.get("/", Cookies.NONE));
  private volatile StepFailure refusal;
  private final Circuit circuit = circuit();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void opensOnConsecutiveServerErrors(int status) throws Exception {
    assertTrue(admitted(ROW - 1, answer(status)));
    assertTrue(admitted(1, answer(status)));

    assertFalse(admitted(1, answer(200)));
    assertNotNull(refusal.retryAfter());
    assertEquals(Fate.NOT_PROCESSED, refusal.fate());
  }

  @Test
  void opensOnConsecutiveConnectFailures() throws Exception {
    admitted(ROW, failure(Kind.NO_CONNECTION));

    assertFalse(admitted(1, answer(200)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 403, 404, 429})
  void staysClosedOnAnswersOfAServerThatIsUp(int status) throws Exception {
    assertTrue(admitted(10 * ROW, answer(status)));
  }

  @Test
  void staysClosedOnAServerThatAsksToWait() throws Exception {
    assertTrue(admitted(10 * ROW, answer(503, "Retry-After", "1")));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"NO_CONNECTION", "SERVER_ERROR"},
      mode = EnumSource.Mode.EXCLUDE)
  void staysClosedOnFailuresThatDoNotShowAServerThatIsDown(Kind kind) throws Exception {
    assertTrue(admitted(10 * ROW, failure(kind)));
  }

  @Test
  void staysClosedIfOneInTenFails() throws Exception {
    Random random = new Random(4);
    for (int number = 0; number < 20_000; number++) {
      assertTrue(admitted(1, answer(random.nextInt(10) == 0 ? 500 : 200)));
    }
  }

  @Test
  void answerToTheProbeCloses() throws Exception {
    admitted(ROW, answer(500));
    Promise<Response> probe = Promise.promise();
    untilAdmitted(probe.future());

    assertFalse(admitted(1, answer(200)), "one probe at a time");
    probe.complete(answer(400).result());
    untilAdmitted(answer(200));

    assertTrue(admitted(ROW, answer(200)));
  }

  /** One circuit each, since each stays open for a while. */
  @Test
  void probeWithoutAnAnswerKeepsItOpen() throws Exception {
    Map<Kind, Circuit> circuits = new EnumMap<>(Kind.class);
    EnumSet.complementOf(EnumSet.of(Kind.REFUSED, Kind.MISCONFIGURED))
        .forEach(kind -> circuits.put(kind, circuit()));
    for (Circuit each : circuits.values()) {
      admitted(each, ROW, answer(500));
    }

    for (Kind kind : circuits.keySet()) {
      untilAdmitted(circuits.get(kind), failure(kind));
      assertFalse(admitted(circuits.get(kind), 1, answer(200)), kind::name);
    }

    for (Kind kind : circuits.keySet()) {
      untilAdmitted(circuits.get(kind), answer(200));
      assertTrue(admitted(circuits.get(kind), ROW, answer(200)), kind::name);
    }
  }

  private Circuit circuit() {
    return new Circuit(vertx, Duration.ofMillis(300));
  }

  private boolean admitted(int attempts, Future<Response> end) throws Exception {
    return admitted(circuit, attempts, end);
  }

  private void untilAdmitted(Future<Response> end) throws Exception {
    untilAdmitted(circuit, end);
  }

  /** Makes this number of attempts, one after the other: whether the circuit admits them all. */
  private boolean admitted(Circuit circuit, int attempts, Future<Response> end) throws Exception {
    boolean all = true;
    for (int number = 0; number < attempts; number++) {
      Promise<Boolean> admitted = Promise.promise();
      home.runOnContext(
          now -> {
            Future<Response> passed = circuit.pass(exchange, true, () -> end);
            // The breaker counts in a task of its own.
            home.runOnContext(
                counted -> {
                  if (passed.cause() instanceof StepException open) {
                    refusal = open.failure();
                  }
                  admitted.complete(!(passed.cause() instanceof StepException));
                });
          });
      all &= admitted.future().await(10, TimeUnit.SECONDS);
    }
    return all;
  }

  private void untilAdmitted(Circuit circuit, Future<Response> end) throws Exception {
    while (!admitted(circuit, 1, end)) {
      vertx.timer(10).await();
    }
  }

  private static Future<Response> answer(int status, String... header) {
    ResponseBuilder response = ResponseBuilder.answer(Step.TOKEN, status);
    Response whole =
        header.length == 0 ? response.build() : response.header(header[0], header[1]).build();
    AttemptFailure failure = AttemptFailure.of(whole);
    return failure == null ? Future.succeededFuture(whole) : Future.failedFuture(failure);
  }

  private static Future<Response> failure(Kind kind) {
    return Future.failedFuture(AttemptFailure.of(kind, Step.TOKEN, "a test"));
  }
}
