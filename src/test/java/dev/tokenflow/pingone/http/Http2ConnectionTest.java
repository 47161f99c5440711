package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 over TLS on real sockets; the requests are passwords, never to be sent twice. */
@Timeout(60)
class Http2ConnectionTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, true, 3);
  private static final HttpLimits PATIENT =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofMinutes(5), 1, true, 3);
  private static final int REFUSED_STREAM = 7;

  private static PfxOptions keys;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    keys = ServerKeys.makeIn(folder);
  }

  @Test
  void refusedStreamIsSentAgain() throws Exception {
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            (number, request) -> {
              if (number == 1) {
                request.response().reset(REFUSED_STREAM);
              } else {
                request.response().end();
              }
            })) {
      assertEquals(200, await(server.send(RequestKind.CREDENTIALS)).status());
      assertEquals(2, server.seen());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 8, 11})
  void streamResetForAnotherReasonIsNotSentAgain(long code) throws Exception {
    try (TestServer server =
        TestServer.https(LIMITS, keys, (number, request) -> request.response().reset(code))) {
      assertLost(server.send(RequestKind.CREDENTIALS));
      assertEquals(1, server.seen());
    }
  }

  @Test
  void streamRefusedAfterItsAnswerBeganIsNotSentAgain() throws Exception {
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            (number, request) ->
                request
                    .response()
                    .setChunked(true)
                    .write("x")
                    .onSuccess(begun -> request.response().reset(REFUSED_STREAM)))) {
      assertLost(server.send(RequestKind.CREDENTIALS));
      assertEquals(1, server.seen());
    }
  }

  /**
   * Streams 3 and 5 when the server goes away: it says that it may have processed stream 3, at once
   * or after a warning that names no stream (RFC 9113 section 6.8).
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @LogsErrors("Vert.x logs what it cannot send on the closed connection")
  void onlyAStreamAboveTheLastOneOfAGoAwayIsSentAgain(boolean warning) throws Exception {
    AtomicReference<HttpServerRequest> first = new AtomicReference<>();
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            (number, request) -> {
              switch (number) {
                case 1 -> request.response().end();
                case 2 -> first.set(request);
                case 3 -> {
                  if (warning) {
                    request.connection().goAway(0, Integer.MAX_VALUE);
                  }
                  request.connection().goAway(0, first.get().streamId());
                }
                default -> {
                  request.response().end();
                  first.get().connection().close();
                }
              }
            })) {
      // Both are to use this connection.
      await(server.send(RequestKind.CREDENTIALS));
      Future<Response> below = server.send(RequestKind.CREDENTIALS);
      Future<Response> above = server.send(RequestKind.CREDENTIALS);

      assertEquals(200, await(above).status());
      assertLost(below);
      assertEquals(4, server.seen());
      assertEquals(2, server.connections());
    }
  }

  /** It is no attempt if the connection ends first; but there is an end to it. */
  @ParameterizedTest
  @CsvSource({"6, 7", "100, 13"})
  void goesFromConnectionToConnectionUntilOneTakesTheRequest(int goAways, int requests)
      throws Exception {
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            (number, request) -> {
              if (number <= goAways) {
                request.connection().goAway(0, 0);
              } else {
                request.response().end();
              }
            })) {
      Future<Response> answer = server.send(RequestKind.CREDENTIALS);

      if (requests > goAways) {
        assertEquals(200, await(answer).status());
      } else {
        StepFailure failure = assertThrows(StepException.class, () -> await(answer)).failure();
        assertEquals(Fate.NOT_PROCESSED, failure.fate());
      }
      assertEquals(requests, server.seen());
    }
  }

  /** Netty closes a connection, and all its streams, after 200 resets within 30 s. */
  @Test
  void impatientCallersDoNotEndTheStreamsOfOthers() throws Exception {
    AtomicReference<HttpServerRequest> patient = new AtomicReference<>();
    try (TestServer server =
        TestServer.https(
            PATIENT,
            keys,
            (number, request) -> {
              if (number == 1) {
                request.response().end();
              } else if (number == 2) {
                patient.set(request);
              }
            })) {
      await(server.send(RequestKind.CREDENTIALS));
      Future<Response> answer = server.send(RequestKind.CREDENTIALS);
      while (server.seen() < 250) {
        List<Future<Response>> impatient =
            IntStream.range(0, 99)
                .mapToObj(
                    number ->
                        server.send(RequestKind.CREDENTIALS, Deadline.in(Duration.ofMillis(500))))
                .toList();
        Future.join(impatient).otherwiseEmpty().await(20, TimeUnit.SECONDS);
        impatient.forEach(one -> assertTrue(one.failed()));
      }

      patient.get().response().end();
      assertEquals(200, await(answer).status());
      assertTrue(server.connections() > 1);
    }
  }

  /** Vert.x 5.0.7 does not take back a stream that never began. */
  @Test
  void callersWhoLeaveBeforeTheirTurnKeepNoStream() throws Exception {
    BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    AtomicBoolean holding = new AtomicBoolean(true);
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            1,
            (number, request) -> {
              if (holding.get()) {
                held.add(request);
              } else {
                request.response().end();
              }
            })) {
      int streams = 16;
      List<Future<Response>> first =
          IntStream.range(0, streams).mapToObj(n -> server.send(RequestKind.CREDENTIALS)).toList();
      List<HttpServerRequest> arrived = new ArrayList<>();
      for (int number = 0; number < streams; number++) {
        arrived.add(held.poll(20, TimeUnit.SECONDS));
      }
      List<Future<Response>> waiting =
          IntStream.range(0, 2 * streams)
              .mapToObj(
                  n -> server.send(RequestKind.CREDENTIALS, Deadline.in(Duration.ofMillis(100))))
              .toList();
      Future.join(waiting).otherwiseEmpty().await(20, TimeUnit.SECONDS);
      holding.set(false);
      arrived.forEach(request -> request.response().end());
      for (Future<Response> answer : first) {
        assertEquals(200, await(answer).status());
      }

      assertEquals(200, await(server.send(RequestKind.CREDENTIALS)).status());
    }
  }

  /** Nothing comes back, not even a reset; no request would time out within this test. */
  @Test
  @LogsErrors("Vert.x logs what it cannot send on the closed connection")
  void connectionWhosePeerVanishedIsReplacedAndASlowOneIsNot() throws Exception {
    Vertx vertx = Vertx.vertx();
    AtomicReference<HttpServerRequest> slow = new AtomicReference<>();
    try (TestServer server =
            TestServer.https(PATIENT, keys, (number, request) -> request.response().end());
        TestServer slowServer =
            TestServer.https(PATIENT, keys, (number, request) -> slow.set(request))) {
      Relay relay = Relay.to(vertx, server.port());
      Caller caller =
          new Caller(vertx, new Origin(true, "127.0.0.1", relay.port()), PATIENT, keys, null);
      assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
      Future<Response> slowAnswer = slowServer.send(RequestKind.CREDENTIALS);
      relay.swallow();

      Future<Response> again = caller.send(RequestKind.AUTHORIZE);
      StepFailure lost = caller.failure(RequestKind.CREDENTIALS);

      assertEquals("the connection broke: the server does not answer a PING", lost.description());
      assertEquals(Fate.UNKNOWN, lost.fate());
      assertEquals(200, await(again).status());
      assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
      slow.get().response().end();
      assertEquals(200, await(slowAnswer).status());
      assertEquals(1, slowServer.seen());
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  /** Those that come meanwhile wait for the same connection. */
  @Test
  void connectionThatNeverBeginsHttp2IsReplaced() throws Exception {
    HttpLimits limits = new HttpLimits(Duration.ofSeconds(1), Duration.ofMinutes(5), 1, true, 3);
    Vertx vertx = Vertx.vertx();
    try (FrameServer server =
        new FrameServer(keys, 1, (number, stream, peer) -> peer.answer(stream))) {
      Caller caller =
          new Caller(vertx, new Origin(true, "127.0.0.1", server.port()), limits, keys, null);

      Future<Response> first = caller.send(RequestKind.CREDENTIALS);
      Future<Response> second = caller.send(RequestKind.AUTHORIZATION_CODE);

      assertEquals(200, await(first).status());
      assertEquals(200, await(second).status());
      assertTrue(server.connections() > 1);
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  /** A connection that closes without a GOAWAY says nothing of its streams. */
  @Test
  @LogsErrors("Vert.x logs what it cannot send on the closed connection")
  void streamOfABrokenConnectionIsNotSentAgain() throws Exception {
    try (TestServer server =
        TestServer.https(LIMITS, keys, (number, request) -> request.connection().close())) {
      assertLost(server.send(RequestKind.CREDENTIALS));
      assertEquals(1, server.seen());
    }
  }

  private static void assertLost(Future<Response> answer) {
    StepFailure failure = assertThrows(StepException.class, () -> await(answer)).failure();
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.UNKNOWN, failure.fate());
  }

  private static Response await(Future<Response> answer) throws Exception {
    return answer.await(20, TimeUnit.SECONDS);
  }
}
