package dev.tokenflow.pingone.http;

import static dev.tokenflow.pingone.http.FrameServer.CONTINUATION;
import static dev.tokenflow.pingone.http.FrameServer.DATA;
import static dev.tokenflow.pingone.http.FrameServer.END_HEADERS;
import static dev.tokenflow.pingone.http.FrameServer.END_STREAM;
import static dev.tokenflow.pingone.http.FrameServer.HEADERS;
import static dev.tokenflow.pingone.http.FrameServer.PING;
import static dev.tokenflow.pingone.http.FrameServer.PUSH_PROMISE;
import static dev.tokenflow.pingone.http.FrameServer.RST_STREAM;
import static dev.tokenflow.pingone.http.FrameServer.SETTINGS;
import static dev.tokenflow.pingone.http.FrameServer.WINDOW_UPDATE;
import static dev.tokenflow.pingone.http.FrameServer.field;
import static dev.tokenflow.pingone.http.FrameServer.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server of frames that no server sends: it spoils its own answer, or ends its connection. */
@Timeout(60)
class HostileHttp2Test {
  private static final HttpLimits PATIENT =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofMinutes(5), 1, true, 1);
  private static final String SECRET = "wonderland";

  private static PfxOptions keys;
  private static Vertx vertx;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    keys = ServerKeys.makeIn(folder);
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /** Sends an answer to a stream. */
  private interface Answer {
    void send(FrameServer.Peer peer, int stream) throws IOException;
  }

  /** Answers that break a rule, each in one stream of a connection that others share. */
  static Stream<Named<Answer>> spoilt() {
    return Stream.of(
        named("headers of 100 kib", headers("x", 100, 1024)),
        named("headers of 1 mib", headers("x", 1024, 1024)),
        named("one header of 1 mib", headers("x", 1, 1024 * 1024)),
        named("headers of 2 mib", headers("x", 1900, 1024)),
        named("cookies of 1 mib", headers("set-cookie", 16 * 1024, 64)),
        named("many small headers", headers("x", 50_000, 2)),
        named("status that is no number", status("abc")),
        named("status of many digits", status("9".repeat(5_000))),
        named("negative status", status("-1")),
        named("empty status", status("")),
        named("no status", (peer, stream) -> peer.block(stream, END_STREAM, field("x", "y"))),
        named(
            "two status",
            (peer, stream) -> peer.headers(stream, END_STREAM, field(":status", "201"))),
        named(
            "request pseudo header",
            (peer, stream) -> peer.headers(stream, END_STREAM, field(":path", SECRET))),
        named(
            "unknown pseudo header",
            (peer, stream) -> peer.headers(stream, END_STREAM, field(":" + SECRET, SECRET))),
        named(
            "upper case name",
            (peer, stream) -> peer.headers(stream, END_STREAM, field("X" + SECRET, "y"))),
        named("empty name", (peer, stream) -> peer.headers(stream, END_STREAM, field("", SECRET))),
        named(
            "name with line break",
            (peer, stream) -> peer.headers(stream, END_STREAM, field("x\r\n" + SECRET, "y"))),
        named(
            "connection header",
            (peer, stream) -> peer.headers(stream, END_STREAM, field("connection", SECRET))),
        named(
            "content length of another size",
            (peer, stream) -> {
              peer.headers(stream, 0, field("content-length", "9223372036854775807"));
              peer.send(DATA, END_STREAM, stream, new byte[3]);
            }),
        named(
            "content length that is no number",
            (peer, stream) -> peer.headers(stream, 0, field("content-length", "-" + SECRET))),
        named(
            "reset with protocol error",
            (peer, stream) -> peer.send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 1})),
        named(
            "window that overflows",
            (peer, stream) ->
                peer.send(WINDOW_UPDATE, 0, stream, new byte[] {127, (byte) 255, (byte) 255, -1})),
        named(
            "trailers with status",
            (peer, stream) -> {
              peer.headers(stream, 0, new byte[0]);
              peer.headers(stream, 0, new byte[0]);
            }));
  }

  private static Named<Answer> named(String name, Answer answer) {
    return Named.of(name, answer);
  }

  private static Answer headers(String name, int fields, int octets) {
    return (peer, stream) -> {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (int number = 0; number < fields; number++) {
        block.writeBytes(field(name, "a=" + "x".repeat(octets - 2)));
      }
      peer.headers(stream, END_STREAM, block.toByteArray());
    };
  }

  private static Answer status(String status) {
    return (peer, stream) -> peer.block(stream, END_STREAM, field(":status", status));
  }

  /** All on one connection, which five other requests share the whole time. */
  @Test
  void answerSpoilsOnlyItsOwnCall() throws Exception {
    List<Named<Answer>> spoilt = spoilt().toList();
    List<Integer> held = new ArrayList<>();
    try (FrameServer server =
        new FrameServer(
            keys,
            (number, stream, peer) -> {
              if (number == 1) {
                peer.answer(stream);
              } else if (number <= 6) {
                held.add(stream);
              } else if (number <= 6 + spoilt.size()) {
                spoilt.get(number - 7).getPayload().send(peer, stream);
              } else {
                peer.answer(stream);
                for (int other : held) {
                  peer.answer(other);
                }
              }
            })) {
      Caller caller = caller(server);
      caller.answer(RequestKind.CREDENTIALS);
      List<Future<Response>> others =
          IntStream.range(0, 5).mapToObj(n -> caller.send(RequestKind.CREDENTIALS)).toList();

      for (Named<Answer> answer : spoilt) {
        StepFailure failure = caller.failure(RequestKind.CREDENTIALS);

        assertEquals(
            ErrorCode.INVALID_RESPONSE,
            failure.error(),
            () -> answer.getName() + ": " + failure.description());
        assertFalse(failure.description().contains(SECRET), failure::description);
      }

      assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
      for (Future<Response> other : others) {
        assertEquals(200, other.await(20, TimeUnit.SECONDS).status());
      }
      assertEquals(1, server.connections());
    }
  }

  private interface Frame {
    byte[] of(int stream);
  }

  /**
   * What a server can send without end, so that it has to be stopped.
   *
   * @param reason what the failure says
   */
  record Flood(String name, Frame frame, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Flood> floods() {
    return Stream.of(
        new Flood("pings", stream -> frame(PING, 0, 0, new byte[8]), "PING or SETTINGS"),
        new Flood(
            "empty settings", stream -> frame(SETTINGS, 0, 0, new byte[0]), "PING or SETTINGS"),
        new Flood(
            "changing settings",
            stream ->
                frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, (byte) 200, 0, 0, 3, 0, 0, 0, 99}),
            "PING or SETTINGS"),
        new Flood(
            "empty data", stream -> frame(DATA, 0, stream, new byte[0]), "does not keep to HTTP/2"),
        new Flood(
            "padding", stream -> frame(DATA, 8, stream, new byte[] {0}), "does not keep to HTTP/2"),
        new Flood(
            "resets", stream -> frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}), "reset"),
        new Flood(
            "continuations",
            stream -> frame(CONTINUATION, 0, stream, new byte[0]),
            "does not keep to HTTP/2"),
        new Flood(
            "pushes",
            stream ->
                frame(PUSH_PROMISE, END_HEADERS, stream, new byte[] {0, 0, 0, 2, (byte) 0x82}),
            "does not keep to HTTP/2"));
  }

  @ParameterizedTest
  @MethodSource("floods")
  @LogsErrors("Vert.x logs what it cannot send on the closed connection")
  void floodEndsTheConnectionAndItsCallsKnow(Flood flood) throws Exception {
    try (FrameServer server =
        new FrameServer(
            keys,
            (number, stream, peer) -> {
              if (number == 3) {
                if (flood.name.equals("continuations")) {
                  peer.send(HEADERS, 0, stream, new byte[] {(byte) 0x88});
                }
                peer.flood(flood.frame.of(stream), Integer.MAX_VALUE);
              } else if (number != 2) {
                peer.answer(stream);
              }
            })) {
      Caller caller = caller(server);
      caller.answer(RequestKind.CREDENTIALS);
      Future<Response> waiting = caller.send(RequestKind.CREDENTIALS);

      StepFailure failure = caller.failure(RequestKind.CREDENTIALS);

      assertTrue(failure.description().contains(flood.reason), failure::description);
      if (!flood.name.equals("resets")) {
        StepFailure other =
            assertThrows(StepException.class, () -> waiting.await(20, TimeUnit.SECONDS)).failure();
        assertEquals(failure.description(), other.description());
        assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
        assertEquals(2, server.connections());
      }
    }
  }

  private static Caller caller(FrameServer server) {
    return new Caller(vertx, new Origin(true, "127.0.0.1", server.port()), PATIENT, keys, null);
  }
}
