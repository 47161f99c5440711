package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.DirectHosts;
import dev.tokenflow.pingone.options.HttpLimits;
import dev.tokenflow.pingone.options.ProxySettings;
import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import dev.tokenflow.pingone.proxy.ConnectProxy;
import dev.tokenflow.pingone.proxy.SocksProxy;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through a proxy, which alone knows the name of the server. */
@Timeout(60)
class ProxyTest {
  private static final String PASSWORD = "pr0xy-pass:word";
  private static final Credentials ROBOT = new Credentials("robot", PASSWORD);
  private static final String ROBOT_IN_BASE64 = "cm9ib3Q6cHIweHktcGFzczp3b3Jk";

  private static PfxOptions keys;

  private static final Set<String> VERSIONS = ConcurrentHashMap.newKeySet();

  private static Vertx servers;
  private static Vertx vertx;
  private static int port;

  @BeforeAll
  static void listen(@TempDir Path folder) throws Exception {
    keys = ServerKeys.makeIn(folder, "dns:pingone.test");
    servers = Vertx.vertx(patient());
    vertx = Vertx.vertx(patient());
    port =
        servers
            .createHttpServer(
                new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(keys))
            .requestHandler(
                request -> {
                  VERSIONS.add(request.version().name());
                  request.response().end();
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();
  }

  /** The first TLS handshake of a JVM takes long. */
  private static VertxOptions patient() {
    return new VertxOptions().setMaxEventLoopExecuteTime(TimeUnit.SECONDS.toNanos(20));
  }

  @BeforeEach
  void forgetVersions() {
    VERSIONS.clear();
  }

  @AfterAll
  static void close() throws Exception {
    servers.close().await(20, TimeUnit.SECONDS);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
  void tunnelsThroughHttpProxy(boolean http2, String version) throws Exception {
    ConnectProxy proxy = ConnectProxy.start(servers, ConnectProxy.TUNNEL);
    Caller caller = caller(ProxySettings.Type.HTTP, proxy.port(), null, http2);

    for (int number = 0; number < 3; number++) {
      assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
    }

    assertEquals(Set.of(version), VERSIONS);
    assertTrue(proxy.heads().get(0).startsWith("CONNECT pingone.test:" + port + " HTTP/1.1\r\n"));
    assertFalse(proxy.heads().get(0).contains("authorization"), proxy.heads().get(0));
  }

  @Test
  void logsInToHttpProxy() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(servers, ConnectProxy.withCredentials(ROBOT_IN_BASE64));

    assertEquals(
        200,
        caller(ProxySettings.Type.HTTP, proxy.port(), ROBOT, true)
            .answer(RequestKind.CREDENTIALS)
            .status());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesProxyThatWantsOtherCredentials(boolean wrong) throws Exception {
    ConnectProxy proxy = ConnectProxy.start(servers, ConnectProxy.withCredentials(ROBOT_IN_BASE64));
    Credentials credentials = wrong ? new Credentials("robot", "s3cret") : null;

    assertLasting(
        "cannot connect: the proxy 127.0.0.1:%d requires other credentials (407): set proxy.username"
            + " and proxy.password",
        proxy.port(), caller(ProxySettings.Type.HTTP, proxy.port(), credentials, true));
    assertEquals(1, proxy.heads().size());
  }

  @Test
  void namesProxyThatForbids() throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(
            servers,
            ConnectProxy.answering(ConnectProxy.answer("403 Forbidden", "<html>blocked</html>")));

    assertLasting(
        "cannot connect: the proxy 127.0.0.1:%d forbids connections to pingone.test:"
            + port
            + " (403): allow them there, or change proxy",
        proxy.port(),
        caller(ProxySettings.Type.HTTP, proxy.port(), null, true));
    assertEquals(1, proxy.heads().size());
  }

  /** No text of the proxy is shown. */
  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 502 Secret\\r\\nContent-Length: 6\\r\\n\\r\\n<html>, cannot connect to pingone.test:*"
        + " (502)",
    "HTTP/1.1 503 Secret\\r\\nContent-Length: 0\\r\\nRetry-After: 60\\r\\n\\r\\n, cannot connect to"
        + " pingone.test:* (503)",
    "HTTP/1.1 504 Secret\\r\\nContent-Length: 0\\r\\n\\r\\n, cannot connect to pingone.test:* (504)",
    "HTTP/1.1 500 Secret\\r\\nContent-Length: 0\\r\\n\\r\\n, answers CONNECT with status 500",
    "HTTP/1.1 302 Secret\\r\\nContent-Length: 0\\r\\nLocation: http://login.test/\\r\\n\\r\\n, answers"
        + " CONNECT with status 302",
    "HTTP/1.1 404 Secret\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nx\\r\\n0\\r\\n\\r\\n, answers"
        + " CONNECT with status 404",
    "<html>Secret</html>\\r\\n\\r\\n, does not answer in HTTP",
    "'HTTP/1.1 200 OK\\r\\nContent-Length: 12\\r\\n\\r\\n<html>Secret', 'answers itself, in something"
        + " other than TLS'"
  })
  void blamesProxyThatFails(String answer, String reason) throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(servers, ConnectProxy.answering(answer.translateEscapes()));

    assertPassing(
        reason.replace("*", "" + port),
        proxy.port(),
        caller(ProxySettings.Type.HTTP, proxy.port(), null, true));
    assertEquals(3, proxy.heads().size());
  }

  @Test
  void blamesProxyThatCloses() throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(
            servers,
            (head, socket) -> {
              socket.close();
              return false;
            });

    assertPassing(
        "closed the connection instead of an answer",
        proxy.port(),
        caller(ProxySettings.Type.HTTP, proxy.port(), null, true));
  }

  @Test
  void blamesProxyThatClosesTheTunnel() throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(
            servers,
            (head, socket) -> {
              socket.handler(hello -> socket.close());
              socket.write("HTTP/1.1 200 OK\r\n\r\n");
              return false;
            });

    assertPassing(
        "closed the connection during the TLS handshake",
        proxy.port(),
        caller(ProxySettings.Type.HTTP, proxy.port(), null, true));
  }

  @Test
  void blamesProxyThatIsOutOfReach() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    StepFailure failure =
        caller(ProxySettings.Type.HTTP, free, null, true).failure(RequestKind.CREDENTIALS);

    assertEquals(
        "cannot connect: nothing accepts connections at the proxy 127.0.0.1:" + free,
        failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.NOT_PROCESSED, failure.fate());
  }

  @Test
  void blamesProxyWhoseNameIsNotFound() throws Exception {
    Vertx resolving = NameServer.start(servers, Map.of());
    try {
      StepFailure failure =
          new Caller(
                  resolving,
                  new Origin(true, "pingone.test", port),
                  limits(Duration.ofSeconds(5), true),
                  keys,
                  new ProxySettings(
                      ProxySettings.Type.HTTP, "proxy.test", 3128, null, DirectHosts.NONE))
              .failure(RequestKind.CREDENTIALS);

      assertEquals(
          "cannot connect: the name of the proxy proxy.test:3128 is not found",
          failure.description());
      assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    } finally {
      resolving.close().await(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "HTTP/1.1 407 Proxy Authentication Required\\r\\nContent-Length: 9\\r\\n\\r\\n"
  })
  void blamesProxyThatHangs(String beginning) throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(servers, ConnectProxy.answering(beginning.translateEscapes()));

    assertPassing(
        "does not answer",
        proxy.port(),
        caller(ProxySettings.Type.HTTP, proxy.port(), null, limits(Duration.ofMillis(200), true)));
    assertEquals(3, proxy.heads().size());
  }

  /** The attempt ends before the proxy's time does. */
  @Test
  void namesProxyWhenTimeIsUp() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(servers, (head, socket) -> false);
    HttpLimits limits = new HttpLimits(Duration.ofSeconds(20), Duration.ofMillis(200), 4, true, 1);

    StepFailure failure =
        caller(ProxySettings.Type.HTTP, proxy.port(), null, limits)
            .failure(RequestKind.CREDENTIALS);

    assertEquals(
        "no connection through the proxy 127.0.0.1:" + proxy.port() + " within 200 ms",
        failure.description());
    assertEquals(ErrorCode.TIMEOUT, failure.error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"407 Proxy Authentication Required", "502 Bad Gateway"})
  void faultOfProxyDoesNotOpenTheCircuit(String status) throws Exception {
    ConnectProxy proxy =
        ConnectProxy.start(servers, ConnectProxy.answering(ConnectProxy.answer(status, "")));
    Caller caller =
        caller(
            ProxySettings.Type.HTTP,
            proxy.port(),
            null,
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 4, true, 1));

    for (int number = 0; number <= Circuit.FAULTS_IN_A_ROW; number++) {
      caller.failure(RequestKind.AUTHORIZE);
    }
    assertEquals(Circuit.FAULTS_IN_A_ROW + 1, proxy.heads().size());
  }

  @Test
  void stillNamesCertificateOfServer() throws Exception {
    ConnectProxy proxy = ConnectProxy.start(servers, ConnectProxy.TUNNEL);

    StepFailure failure =
        new Caller(
                vertx,
                new Origin(true, "pingone.test", port),
                limits(Duration.ofSeconds(5), true),
                null,
                settings(ProxySettings.Type.HTTP, proxy.port(), null))
            .failure(RequestKind.AUTHORIZE);

    assertEquals(
        "cannot connect: the certificate of pingone.test:"
            + port
            + " is by a CA that is not trusted: add that CA to trustedCertificates",
        failure.description());
    assertEquals(ErrorCode.CONFIGURATION, failure.error());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tunnelsThroughSocks5Proxy(boolean login) throws Exception {
    SocksProxy proxy = SocksProxy.start(servers, login ? "robot:" + PASSWORD : null, 0);

    assertEquals(
        200,
        caller(ProxySettings.Type.SOCKS5, proxy.port(), login ? ROBOT : null, true)
            .answer(RequestKind.CREDENTIALS)
            .status());
    assertEquals(List.of("pingone.test"), proxy.seen());
  }

  @Test
  void tunnelsThroughSocks4Proxy() throws Exception {
    SocksProxy proxy = SocksProxy.start(servers, null, 90);

    assertEquals(
        200,
        caller(ProxySettings.Type.SOCKS4, proxy.port(), new Credentials("robot", ""), true)
            .answer(RequestKind.CREDENTIALS)
            .status());
    assertEquals(List.of("pingone.test", "robot"), proxy.seen());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void namesSocksProxyThatWantsOtherCredentials(boolean wrong) throws Exception {
    SocksProxy proxy = SocksProxy.start(servers, "robot:" + PASSWORD, 0);
    Credentials credentials = wrong ? new Credentials("robot", "s3cret") : null;

    assertLasting(
        "cannot connect: the proxy 127.0.0.1:%d requires other credentials ("
            + (wrong ? "authStatus" : "unexpected authMethod")
            + "): set proxy.username and proxy.password",
        proxy.port(),
        caller(ProxySettings.Type.SOCKS5, proxy.port(), credentials, true));
  }

  /** RFC 1928 section 6, and SOCKS 4. */
  @ParameterizedTest
  @CsvSource({
    "SOCKS5, 1, cannot connect to pingone.test:* (FAILURE)",
    "SOCKS5, 2, ",
    "SOCKS5, 4, cannot connect to pingone.test:* (HOST_UNREACHABLE)",
    "SOCKS4, 91, cannot connect to pingone.test:* (REJECTED_OR_FAILED)",
    "SOCKS4, 93, "
  })
  void tellsRepliesOfSocksApart(ProxySettings.Type type, int reply, String reason)
      throws Exception {
    SocksProxy proxy = SocksProxy.start(servers, null, reply);
    Caller caller = caller(type, proxy.port(), null, true);

    if (reason == null) {
      StepFailure failure = caller.failure(RequestKind.CREDENTIALS);
      assertEquals(ErrorCode.CONFIGURATION, failure.error(), failure.description());
    } else {
      assertPassing(reason.replace("*", "" + port), proxy.port(), caller);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, auth.test, 443, true",
    "false, auth.test, 443, false",
    "true, 127.0.0.1, 443, false",
    "true, [::1], 443, false",
    "true, localhost, 443, false",
    "true, direct.test, 443, false"
  })
  void isOnlyForHttpsToOtherHosts(boolean ssl, String host, int port, boolean used) {
    ProxySettings settings =
        new ProxySettings(
            ProxySettings.Type.HTTP,
            "proxy.test",
            3128,
            ROBOT,
            new DirectHosts(DirectHosts.Notation.NO_PROXY, List.of("direct.test")));

    Proxy proxy = Proxy.to(new Origin(ssl, host, port), settings);

    assertEquals(used, proxy != null);
    assertFalse((settings + " " + proxy).contains(PASSWORD));
  }

  private static void assertLasting(String description, int port, Caller caller) {
    StepFailure failure = caller.failure(RequestKind.CREDENTIALS);
    assertEquals(description.formatted(port), failure.description());
    assertEquals(ErrorCode.CONFIGURATION, failure.error());
    assertNull(failure.fate());
  }

  private static void assertPassing(String reason, int port, Caller caller) {
    StepFailure failure = caller.failure(RequestKind.CREDENTIALS);
    assertEquals(
        "cannot connect: the proxy 127.0.0.1:" + port + " " + reason, failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.NOT_PROCESSED, failure.fate());
    assertNull(failure.httpStatus());
  }

  private Caller caller(
      ProxySettings.Type type, int proxyPort, Credentials credentials, boolean http2) {
    return caller(type, proxyPort, credentials, limits(Duration.ofSeconds(5), http2));
  }

  private Caller caller(
      ProxySettings.Type type, int proxyPort, Credentials credentials, HttpLimits limits) {
    return new Caller(
        vertx,
        new Origin(true, "pingone.test", port),
        limits,
        keys,
        settings(type, proxyPort, credentials));
  }

  private static HttpLimits limits(Duration connect, boolean http2) {
    return new HttpLimits(connect, Duration.ofSeconds(10), 4, http2, 3);
  }

  private static ProxySettings settings(
      ProxySettings.Type type, int proxyPort, Credentials credentials) {
    return new ProxySettings(type, "127.0.0.1", proxyPort, credentials, DirectHosts.NONE);
  }
}
