package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 over TLS on real sockets; the requests are passwords, never to be sent twice. */
@Timeout(60)
class UnprocessedStreamsTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, true, 3);
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

  /** Streams 3 and 5 when the server goes away: it says that it may have processed stream 3. */
  @Test
  @LogsErrors("Vert.x logs what it cannot send on the closed connection")
  void onlyAStreamAboveTheLastOneOfAGoAwayIsSentAgain() throws Exception {
    AtomicReference<HttpServerRequest> first = new AtomicReference<>();
    try (TestServer server =
        TestServer.https(
            LIMITS,
            keys,
            (number, request) -> {
              switch (number) {
                case 1 -> request.response().end();
                case 2 -> first.set(request);
                case 3 -> request.connection().goAway(0, first.get().streamId());
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
