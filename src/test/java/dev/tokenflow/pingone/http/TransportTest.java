package dev.tokenflow.pingone.http;

import static dev.tokenflow.pingone.http.TestServer.LIMITS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The chain of attempts, against servers on real sockets. */
@Timeout(60)
class TransportTest {
  private static final HttpLimits ONE_ATTEMPT =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, false, 1);

  /** The server cannot have seen it, whatever it would have done. */
  @ParameterizedTest
  @EnumSource(value = RequestKind.class, names = "AUTHORIZE_PUSHED", mode = EnumSource.Mode.EXCLUDE)
  void resendsWhatFoundNoConnection(RequestKind kind) throws Exception {
    Vertx vertx = Vertx.vertx();
    int port = portWhereNobodyListens();
    AtomicInteger made = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger();
    AtomicReference<HttpServer> server = new AtomicReference<>();
    try {
      Response response =
          send(
                  vertx,
                  port,
                  kind,
                  () -> {
                    if (made.incrementAndGet() == 2) {
                      server.set(listen(port, seen));
                    }
                    return Request.get("/", Cookies.NONE);
                  })
              .await(20, TimeUnit.SECONDS);

      assertEquals(200, response.status());
      assertEquals(2, made.get());
      assertEquals(1, seen.get());
      server.get().stop(0);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void givesUpAfterThreeAttemptsWithoutAConnection() throws Exception {
    Vertx vertx = Vertx.vertx();
    AtomicInteger made = new AtomicInteger();
    try {
      StepFailure failure =
          failure(
              send(
                  vertx,
                  portWhereNobodyListens(),
                  RequestKind.CREDENTIALS,
                  () -> {
                    made.incrementAndGet();
                    return Request.get("/", Cookies.NONE);
                  }));

      assertEquals(ErrorCode.UNAVAILABLE, failure.error());
      assertEquals(Fate.NOT_PROCESSED, failure.fate());
      assertEquals(3, made.get());
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({"429, 1", "429,", "503, 1"})
  void resendsWhatWasRefused(int status, String retryAfter) throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              if (number == 1) {
                answer(request, status, retryAfter);
              } else {
                request.response().end();
              }
            })) {
      assertEquals(200, await(server.send(RequestKind.CREDENTIALS)).status());
      assertEquals(2, server.seen());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 1, RATE_LIMITED, NOT_PROCESSED",
    "429, , RATE_LIMITED, NOT_PROCESSED",
    "503, 1, UNAVAILABLE, NOT_PROCESSED",
    "503, , UNAVAILABLE, UNKNOWN",
    "500, , UNAVAILABLE, UNKNOWN",
    "500, 1, UNAVAILABLE, UNKNOWN"
  })
  void failsWithTheAnswerOfTheLastAttempt(int status, String retryAfter, ErrorCode error, Fate fate)
      throws Exception {
    try (TestServer server =
        TestServer.http(
            ONE_ATTEMPT,
            (number, request) -> {
              request.response().putHeader("Correlation-Id", "c-" + number);
              answer(request, status, retryAfter);
            })) {
      StepFailure failure = failure(server.send(RequestKind.AUTHORIZE));

      assertEquals(error, failure.error());
      assertEquals(fate, failure.fate());
      assertEquals(status, failure.httpStatus());
      assertEquals("c-1", failure.pingoneId());
      assertEquals(retryAfter == null ? null : Duration.ofSeconds(1), failure.retryAfter());
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTHORIZE, 2", "CREDENTIALS, 1", "AUTHORIZATION_CODE, 1", "REFRESH_TOKEN, 1"})
  void resendsAfterALostAnswerOnlyWhatIsSafe(RequestKind kind, int requests) throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              if (number == 1) {
                request.connection().close();
              } else {
                request.response().end();
              }
            })) {
      Future<Response> answer = server.send(kind);

      if (requests == 2) {
        assertEquals(200, await(answer).status());
      } else {
        StepFailure failure = failure(answer);
        assertEquals(ErrorCode.UNAVAILABLE, failure.error());
        assertEquals(Fate.UNKNOWN, failure.fate());
      }
      assertEquals(requests, server.seen());
    }
  }

  /** A status decides whatever the coding of the body is. */
  @Test
  void asksForNoCodingAndResendsWhatWasRefusedInOne() throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              assertEquals("identity", request.getHeader("Accept-Encoding"));
              request.response().putHeader("Content-Encoding", "gzip");
              if (number == 1) {
                answer(request, 429, null);
              } else {
                request.response().end("gzip");
              }
            })) {
      Response response = await(server.send(RequestKind.CREDENTIALS));

      assertEquals(2, server.seen());
      assertEquals(ErrorCode.INVALID_RESPONSE, StepFailures.of(response::jsonObject).error());
    }
  }

  @Test
  void answerThatDoesNotEndInTimeIsOfUnknownFate() throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> request.response().putHeader("Content-Length", "9").write("x"))) {
      StepFailure failure =
          failure(server.send(RequestKind.CREDENTIALS, Deadline.in(Duration.ofMillis(300))));

      assertEquals(ErrorCode.TIMEOUT, failure.error());
      assertEquals(Fate.UNKNOWN, failure.fate());
    }
  }

  /** The one connection serves another request all the time. */
  @Test
  void whatWaitsForAConnectionUntilItsTimeIsUpWasNotProcessed() throws Exception {
    try (TestServer server = TestServer.http(LIMITS, (number, request) -> {})) {
      server.send(RequestKind.CREDENTIALS);
      StepFailure failure =
          failure(server.send(RequestKind.AUTHORIZATION_CODE, Deadline.in(Duration.ofMillis(300))));

      assertTrue(failure.description().startsWith("no connection within"), failure.description());
      assertEquals(ErrorCode.TIMEOUT, failure.error());
      assertEquals(Fate.NOT_PROCESSED, failure.fate());
    }
  }

  @Test
  void tooLargeAnswerIsFinal() throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS, (number, request) -> request.response().end("x".repeat(1024 * 1024 + 1)))) {
      StepFailure failure = failure(server.send(RequestKind.AUTHORIZE));

      assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
      assertNull(failure.fate());
      assertEquals(1, server.seen());
    }
  }

  /** Both want the one connection: the answer to the first stops the second, which has it next. */
  @Test
  void pauseStopsARequestThatWaitedForAConnection() throws Exception {
    long[] refusedAt = {0};
    long[] nextAt = {0};
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              if (number == 1) {
                answer(request, 429, "3");
                refusedAt[0] = System.nanoTime();
              } else {
                nextAt[0] = nextAt[0] == 0 ? System.nanoTime() : nextAt[0];
                request.response().end();
              }
            })) {
      Future<Response> first = server.send(RequestKind.CREDENTIALS);
      Future<Response> second = server.send(RequestKind.CREDENTIALS);

      assertEquals(200, await(first).status());
      assertEquals(200, await(second).status());
      assertEquals(3, server.seen());
      long waited = nextAt[0] - refusedAt[0];
      assertTrue(waited > 2_900_000_000L, waited + " ns between the refusal and the next request");
    }
  }

  /** It is not sent again, since its reference is used up, but its group waits, and no other. */
  @Test
  void refusalOfAPushedRequestPausesItsGroup() throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              if (number == 1) {
                answer(request, 429, "3");
              } else {
                request.response().end();
              }
            })) {
      AtomicBoolean holds = new AtomicBoolean();

      StepFailure failure = failure(server.send(RequestKind.AUTHORIZE_PUSHED));

      assertEquals(ErrorCode.RATE_LIMITED, failure.error());
      assertEquals(Duration.ofSeconds(3), failure.retryAfter());
      assertEquals(1, server.seen());
      server.onContext(look -> holds.set(server.transport().gate(RequestGroup.SIGN_ON).holds()));
      assertTrue(holds.get(), "nothing waits");
      assertEquals(200, await(server.send(RequestKind.INTROSPECT)).status());
      assertTrue(holds.get(), "introspection is another group");
      assertEquals(200, await(server.send(RequestKind.AUTHORIZE)).status());
    }
  }

  @Test
  void requestThatCannotWaitForThePauseCarriesTheRefusal() throws Exception {
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              request.response().putHeader("Correlation-Id", "c-" + number);
              answer(request, 429, "3600");
            })) {
      StepFailure failure = failure(server.send(RequestKind.CREDENTIALS));

      assertEquals(ErrorCode.RATE_LIMITED, failure.error());
      assertEquals(429, failure.httpStatus());
      assertEquals("c-1", failure.pingoneId());
      assertEquals(3600, failure.retryAfter().plusMillis(999).toSeconds());
      assertEquals(1, server.seen());
    }
  }

  @Test
  void openCircuitIsCertainNotToHaveProcessedIt() throws Exception {
    try (TestServer server =
        TestServer.http(ONE_ATTEMPT, (number, request) -> answer(request, 500, null))) {
      for (int number = 0; number < Circuit.FAULTS_IN_A_ROW; number++) {
        failure(server.send(RequestKind.AUTHORIZE));
      }

      StepFailure failure = failure(server.send(RequestKind.AUTHORIZE));

      assertEquals(Circuit.FAULTS_IN_A_ROW, server.seen());
      assertEquals(ErrorCode.UNAVAILABLE, failure.error());
      assertEquals(Fate.NOT_PROCESSED, failure.fate());
      assertTrue(failure.retryAfter().compareTo(Circuit.OPEN_FOR) <= 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHORIZE, , false",
    "AUTHORIZE, 1, false",
    "AUTHORIZE, 60, false",
    "REVOKE, 1, true",
    "REVOKE, 60, false"
  })
  void isHinderedByThePauseOfAGroupAndByThePaceOfSignOns(
      RequestKind kind, String retryAfter, boolean unhindered) throws Exception {
    try (TestServer server =
        TestServer.http(ONE_ATTEMPT, (number, request) -> answer(request, 429, retryAfter))) {
      assertTrue(server.transport().isUnhindered());

      failure(server.send(kind));
      assertEquals(unhindered, server.transport().isUnhindered());
    }
  }

  @Test
  void isHinderedByTheOpenCircuit() throws Exception {
    try (TestServer server =
        TestServer.http(ONE_ATTEMPT, (number, request) -> answer(request, 500, null))) {
      for (int number = 0; number < Circuit.FAULTS_IN_A_ROW; number++) {
        assertTrue(server.transport().isUnhindered());
        failure(server.send(RequestKind.AUTHORIZE));
      }

      assertFalse(server.transport().isUnhindered());
    }
  }

  @Test
  void failedKeySetsThatNobodyWaitsForLeaveTheCircuitClosed() throws Exception {
    int away = 2 * Circuit.FAULTS_IN_A_ROW;
    try (TestServer server =
        TestServer.http(
            ONE_ATTEMPT, (number, request) -> answer(request, number <= away ? 500 : 200, null))) {
      for (int number = 0; number < away; number++) {
        failure(server.send(RequestKind.KEY_SET_AHEAD));
      }

      Response answer = server.send(RequestKind.AUTHORIZE).await(10, TimeUnit.SECONDS);
      assertEquals(200, answer.status());
    }
  }

  @Test
  void supplierThatThrowsFailsTheFuture() throws Exception {
    IllegalStateException fault = new IllegalStateException("no secret");
    Vertx vertx = Vertx.vertx();
    try {
      Future<Response> answer =
          send(
              vertx,
              1,
              RequestKind.AUTHORIZE,
              () -> {
                throw fault;
              });

      assertSame(
          fault,
          assertThrows(IllegalStateException.class, () -> answer.await(10, TimeUnit.SECONDS)));
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void closingFailsWhatIsOnTheWire() throws Exception {
    Promise<Void> arrived = Promise.promise();
    try (TestServer server = TestServer.http(LIMITS, (number, request) -> arrived.complete())) {
      Future<Response> answer = server.send(RequestKind.AUTHORIZE);
      arrived.future().await(10, TimeUnit.SECONDS);

      assertClosingFails(server, answer);
      assertEquals(1, server.seen());
    }
  }

  @Test
  void closingFailsWhatWaitsAtTheGate() throws Exception {
    try (TestServer server =
        TestServer.http(LIMITS, (number, request) -> answer(request, 429, "30"))) {
      Future<Response> answer = server.send(RequestKind.AUTHORIZE);
      AtomicBoolean holds = new AtomicBoolean();
      while (!holds.get()) {
        server.onContext(look -> holds.set(server.transport().gate(RequestGroup.SIGN_ON).holds()));
      }

      assertClosingFails(server, answer);
      assertEquals(1, server.seen());
    }
  }

  /** The second request has the one connection when the first has its answer. */
  @Test
  void closingFailsWhatPausesBeforeTheNextAttempt() throws Exception {
    Promise<Void> second = Promise.promise();
    try (TestServer server =
        TestServer.http(
            LIMITS,
            (number, request) -> {
              if (number == 1) {
                answer(request, 500, "30");
              } else {
                second.complete();
              }
            })) {
      Future<Response> answer = server.send(RequestKind.AUTHORIZE);
      server.send(RequestKind.AUTHORIZE);
      second.future().await(10, TimeUnit.SECONDS);

      assertClosingFails(server, answer);
      assertEquals(2, server.seen());
    }
  }

  private static void assertClosingFails(TestServer server, Future<Response> answer)
      throws Exception {
    assertFalse(answer.isComplete());

    server.onContext(close -> server.transport().close());

    for (Future<Response> ended : List.of(answer, server.send(RequestKind.AUTHORIZE))) {
      StepFailure failure = failure(ended);
      assertEquals(ErrorCode.UNAVAILABLE, failure.error());
      assertEquals("the client was closed", failure.description());
      assertNull(failure.fate());
    }
  }

  private static void answer(HttpServerRequest request, int status, String retryAfter) {
    request.response().setStatusCode(status);
    if (retryAfter != null) {
      request.response().putHeader("Retry-After", retryAfter);
    }
    request.response().end();
  }

  private static Response await(Future<Response> answer) throws Exception {
    return answer.await(20, TimeUnit.SECONDS);
  }

  private static StepFailure failure(Future<Response> answer) {
    return assertThrows(StepException.class, () -> await(answer)).failure();
  }

  private static Future<Response> send(
      Vertx vertx, int port, RequestKind kind, Supplier<Request> request) {
    Promise<Response> answer = Promise.promise();
    Context home = vertx.getOrCreateContext();
    Origin origin = new Origin(false, "127.0.0.1", port);
    home.runOnContext(
        go ->
            new Transport(vertx, origin, LIMITS, null, null, Meters.none())
                .send(Step.CREDENTIALS, kind, Deadline.in(Duration.ofMinutes(1)), request)
                .onComplete(answer));
    return answer.future();
  }

  private static HttpServer listen(int port, AtomicInteger seen) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext(
          "/",
          exchange -> {
            seen.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  private static int portWhereNobodyListens() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
