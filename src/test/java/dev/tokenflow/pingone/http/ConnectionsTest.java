package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ConnectionsTest {
  private static PfxOptions keys;

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    keys = ServerKeys.makeIn(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, HTTP_2, 1600",
    "true, false, HTTP_1_1, 7",
    "false, true, HTTP_1_1, 7",
    "false, false, HTTP_1_1, 7"
  })
  void offersHttp2UnderTlsOnly(boolean ssl, boolean http2, HttpVersion version, int maxRequests)
      throws Exception {
    Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();
    TestServer.Script script =
        (number, request) -> {
          versions.add(request.version());
          request.response().end();
        };
    HttpLimits limits = limits(7, http2);
    try (TestServer server =
        ssl ? TestServer.https(limits, keys, script) : TestServer.http(limits, script)) {
      assertEquals(maxRequests, server.transport().maxRequests());

      server.send(RequestKind.AUTHORIZE).await(40, TimeUnit.SECONDS);

      assertEquals(Set.of(version), versions);
    }
  }

  @Test
  void http2CarriesManyRequestsOnOneConnection() throws Exception {
    BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
    try (TestServer server =
        TestServer.https(limits(1, true), keys, (number, request) -> arrived.add(request))) {
      IntStream.range(0, 100).forEach(number -> server.send(RequestKind.AUTHORIZE));

      for (int number = 0; number < 100; number++) {
        assertNotNull(arrived.poll(40, TimeUnit.SECONDS));
      }
      assertEquals(1, server.connections());
    }
  }

  /** The first request finds that out, and only the others wait for it. */
  @Test
  void opensManyConnectionsToAServerWithoutHttp2() throws Exception {
    BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
    try (TestServer server =
        TestServer.http1OverTls(limits(7, true), keys, (number, request) -> arrived.add(request))) {
      IntStream.range(0, 7).forEach(number -> server.send(RequestKind.AUTHORIZE));

      for (int number = 0; number < 7; number++) {
        assertNotNull(arrived.poll(40, TimeUnit.SECONDS));
      }
      assertEquals(7, server.connections());
    }
  }

  @Test
  void http1HasNoMoreConnectionsThanAllowed() throws Exception {
    BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
    try (TestServer server =
        TestServer.http(limits(2, false), (number, request) -> arrived.add(request))) {
      IntStream.range(0, 5).forEach(number -> server.send(RequestKind.AUTHORIZE));
      Future<Response> last = server.send(RequestKind.AUTHORIZE);

      for (int number = 0; number < 6; number++) {
        assertFalse(last.isComplete());
        HttpServerRequest next = arrived.poll(40, TimeUnit.SECONDS);
        next.response().end();
      }
      last.await(40, TimeUnit.SECONDS);
      assertEquals(2, server.connections());
    }
  }

  private static HttpLimits limits(int maxConnections, boolean http2) {
    return new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(40), maxConnections, http2, 2);
  }
}
