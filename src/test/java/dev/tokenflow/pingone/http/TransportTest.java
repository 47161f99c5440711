package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
  private static final Deadline FAR = Deadline.in(Duration.ofMinutes(1));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();
  private HttpServer server;

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
    if (server != null) {
      server.stop(0);
    }
  }

  /** A request that found no connection cannot have been seen, whatever it would have done. */
  @ParameterizedTest
  @EnumSource
  void whatFoundNoConnectionIsMadeAnewAndSentAgain(RequestKind kind) throws Exception {
    int port = portWhereNobodyListens();

    Response response = send(port, kind, () -> listen(port)).await(20, TimeUnit.SECONDS);

    assertEquals(200, response.status());
    assertEquals(2, made.get());
    assertEquals(1, seen.get());
  }

  @Test
  void whatFindsNoConnectionThriceIsUnavailable() throws Exception {
    Future<Response> answer = send(portWhereNobodyListens(), RequestKind.CREDENTIALS, () -> {});

    StepException failure =
        assertThrows(StepException.class, () -> answer.await(20, TimeUnit.SECONDS));
    assertEquals(ErrorCode.UNAVAILABLE, failure.failure().error());
    assertEquals(3, made.get());
  }

  /**
   * @param beforeTheSecond happens after the first attempt failed
   */
  private Future<Response> send(int port, RequestKind kind, Runnable beforeTheSecond) {
    Promise<Response> answer = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            go ->
                new Transport(
                        vertx,
                        new Origin(false, "127.0.0.1", port),
                        new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, false, 3),
                        null)
                    .send(
                        Step.CREDENTIALS,
                        kind,
                        FAR,
                        () -> {
                          if (made.incrementAndGet() == 2) {
                            beforeTheSecond.run();
                          }
                          return Request.get("/", Cookies.NONE);
                        })
                    .onComplete(answer));
    return answer.future();
  }

  private void listen(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    server.createContext(
        "/",
        exchange -> {
          seen.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  private static int portWhereNobodyListens() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
