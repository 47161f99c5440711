package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.options.HttpLimits;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure says when there is no connection, against servers on real sockets. */
@Timeout(60)
class ConnectionFaultTest {
  private static final Origin ORIGIN = new Origin(true, "auth.test", 443);

  private static PfxOptions keys;
  private static PfxOptions others;

  private final Vertx servers = Vertx.vertx();
  private Vertx vertx;
  private final AtomicInteger connections = new AtomicInteger();

  @BeforeAll
  static void makeKeys(@TempDir Path folder) throws Exception {
    keys = ServerKeys.makeIn(folder);
    others = ServerKeys.makeIn(folder, "dns:other.test");
  }

  @BeforeEach
  void begin() throws Exception {
    vertx = NameServer.start(servers, Map.of("two.test", List.of("127.0.0.2", "127.0.0.1")));
  }

  @AfterEach
  void close() throws Exception {
    servers.close().await(20, TimeUnit.SECONDS);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /** Trusted is one of the same name with another key, or what the JVM trusts. */
  @ParameterizedTest
  @CsvSource({"true, true", "false, true", "true, false"})
  void namesUntrustedCertificate(boolean http2, boolean sameName) throws Exception {
    int port = listen(tls(keys));

    assertLasting(
        "cannot connect: the certificate of 127.0.0.1:"
            + port
            + " is by a CA that is not trusted: add that CA to trustedCertificates",
        caller(port, http2, sameName ? others : null));
  }

  @Test
  void namesCertificateOfAnotherHost() throws Exception {
    int port = listen(tls(others));

    assertLasting(
        "cannot connect: the certificate of 127.0.0.1:"
            + port
            + " is for another host: check baseUrl, and whether a proxy answers in its place",
        caller(port, true, others));
  }

  @Test
  void namesExpiredCertificate() {
    Exception handshake = new SSLHandshakeException("PKIX path validation failed");
    handshake.initCause(
        new CertPathValidatorException("validity", new CertificateExpiredException("NotAfter")));

    ConnectionFault fault = ConnectionFault.of(new Exception(handshake), ORIGIN, false);

    assertTrue(fault.lasting());
    assertEquals(
        "the certificate of auth.test:443 is not valid now: check its dates, and this machine's"
            + " clock",
        fault.description());
  }

  @Test
  void quotesNothingOfAServerThatDoesNotBeginHttp2() {
    ConnectionFault fault =
        ConnectionFault.of(
            Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "not SETTINGS: 485454502f"),
            ORIGIN,
            false);

    assertFalse(fault.lasting());
    assertEquals(
        "auth.test:443 chooses HTTP/2, and answers in something else", fault.description());
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2, true",
    "TLSv1.2, false",
    "TLSv1.3, true",
    "TLSv1.3, false",
  })
  void namesMissingClientCertificate(String version, boolean http2) throws Exception {
    HttpServerOptions options = tls(keys).setClientAuth(ClientAuth.REQUIRED).setTrustOptions(keys);
    options.setEnabledSecureTransportProtocols(Set.of(version));
    Caller caller = caller(listen(options), http2, keys);

    // Under TLS 1.3 the connection is made before the server refuses it.
    String refusal = "the server requires a client certificate, which this client does not have";
    StepFailure failure = caller.failure(RequestKind.CREDENTIALS);
    assertTrue(failure.description().endsWith(refusal), failure.description());
    assertEquals(ErrorCode.CONFIGURATION, failure.error());
    assertNull(failure.fate());
  }

  @Test
  void namesPlainHttpPort() throws Exception {
    int port = listen(new HttpServerOptions());

    assertLasting(
        "cannot connect: 127.0.0.1:"
            + port
            + " does not speak TLS: check the port in baseUrl, and whether it should be http",
        caller(port, true, keys));
  }

  /** Answers in hex: alerts of RFC 8446 section 6, and a ServerHello for TLS 1.0. */
  @ParameterizedTest
  @CsvSource({
    "15030300020246, TLS version or cipher suite in common",
    "15030300020228, TLS version or cipher suite in common",
    "15030300020247, TLS version or cipher suite in common",
    "160301002A020000260301000000000000000000000000000000000000000000000000000000000000000000C013"
        + "00, TLS version or cipher suite in common",
    "15030300020274, requires a client certificate",
    "1503030002022A, requires a client certificate",
    "15030300020231, requires a client certificate",
    "15030300020270, does not know the name",
    "323230206D61696C2E746573742045534D54500D0A, does not speak TLS"
  })
  void namesRefusedHandshake(String answer, String reason) throws Exception {
    Caller caller = caller(answering(answer), true, keys);

    StepFailure failure = caller.failure(RequestKind.AUTHORIZE);

    assertTrue(failure.description().contains(reason), failure.description());
    assertEquals(ErrorCode.CONFIGURATION, failure.error());
    assertEquals(1, connections.get());
  }

  @ParameterizedTest
  @CsvSource({"15030300020250, internal_error", "'', closed the connection during the TLS"})
  void triesAgainAfterAHandshakeThatMayWorkLater(String answer, String reason) throws Exception {
    Caller caller = caller(answering(answer), true, keys);

    StepFailure failure = caller.failure(RequestKind.CREDENTIALS);

    assertTrue(failure.description().contains(reason), failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.NOT_PROCESSED, failure.fate());
    assertEquals(3, connections.get());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void triesAgainAfterAHandshakeThatHangs(boolean http2) throws Exception {
    int port = silent();
    HttpLimits limits = new HttpLimits(Duration.ofMillis(200), Duration.ofSeconds(20), 4, http2, 3);
    Caller caller = new Caller(vertx, new Origin(true, "127.0.0.1", port), limits, keys, null);

    StepFailure failure = caller.failure(RequestKind.AUTHORIZATION_CODE);

    assertTrue(failure.description().endsWith("timed out after 200ms"), failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.NOT_PROCESSED, failure.fate());
    assertEquals(3, connections.get());
  }

  @Test
  void lastingFaultDoesNotOpenTheCircuit() throws Exception {
    Caller caller = caller(answering("15030300020246"), true, keys);

    for (int number = 0; number <= Circuit.FAULTS_IN_A_ROW; number++) {
      assertEquals(ErrorCode.CONFIGURATION, caller.failure(RequestKind.AUTHORIZE).error());
    }
    assertEquals(Circuit.FAULTS_IN_A_ROW + 1, connections.get());
  }

  @Test
  void namesHostThatIsNotFound() {
    StepFailure failure =
        new Caller(vertx, new Origin(true, "nobody.test", 443), true, keys)
            .failure(RequestKind.CREDENTIALS);

    assertEquals("cannot connect: the name \"nobody.test\" is not found", failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.NOT_PROCESSED, failure.fate());
  }

  @Test
  void namesRefusedConnection() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    StepFailure failure = caller(port, true, keys).failure(RequestKind.CREDENTIALS);

    assertEquals(
        "cannot connect: nothing accepts connections at 127.0.0.1:" + port, failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nextAttemptGoesToAnotherAddress(boolean ssl) throws Exception {
    int port = listen(ssl ? tls(keys) : new HttpServerOptions());
    Caller caller = new Caller(vertx, new Origin(ssl, "two.test", port), true, keys);

    assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
    // The others follow: nobody finds the dead address again.
    for (int number = 0; number < 5; number++) {
      assertEquals(200, caller.answer(RequestKind.CREDENTIALS).status());
    }
  }

  /** More at once than open the circuit: one address is dead, not the server. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyAtOnceGoToAnotherAddress(boolean http2) throws Exception {
    int port = listen(tls(keys));
    Caller caller = new Caller(vertx, new Origin(true, "two.test", port), http2, keys);

    List<Future<Response>> all =
        Stream.generate(() -> caller.send(RequestKind.CREDENTIALS))
            .limit(2 * Circuit.FAULTS_IN_A_ROW)
            .toList();

    for (Future<Response> answer : all) {
      assertEquals(200, answer.await(20, TimeUnit.SECONDS).status());
    }
  }

  @Test
  void circuitOpensWhenAllAddressesAreDead() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    HttpLimits once = new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 4, false, 1);
    Caller caller = new Caller(vertx, new Origin(false, "two.test", port), once, null, null);

    for (int number = 0; number <= Circuit.FAULTS_IN_A_ROW; number++) {
      assertTrue(caller.failure(RequestKind.AUTHORIZE).description().startsWith("cannot connect"));
    }
    assertTrue(
        caller.failure(RequestKind.AUTHORIZE).description().startsWith("PingOne is not asked"));
  }

  /** The answer is lost behind an interim one (RFC 9110 section 15.2). */
  @ParameterizedTest
  @CsvSource({"AUTHORIZE, 3", "CREDENTIALS, 1"})
  void interimAnswerIsNoAnswer(RequestKind kind, int requests) throws Exception {
    int port =
        answering(
            Buffer.buffer(
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

    StepFailure failure =
        new Caller(vertx, new Origin(false, "127.0.0.1", port), false, null).failure(kind);

    assertEquals("the answer after status 102 was lost", failure.description());
    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals(Fate.UNKNOWN, failure.fate());
    assertEquals(requests, connections.get());
  }

  /** Not HTTP, or more of it than anybody sends: neither is worth another attempt. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\nxx",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
        "HTTP/1.1 200 OK\\r\\nX: a\\0b\\r\\n\\r\\n"
      })
  void rejectsWhatIsNotHttp(String answer) throws Exception {
    String raw = answer.translateEscapes();
    int port = answering(Buffer.buffer(raw));

    try (CapturedLog log = CapturedLog.from(Level.SEVERE)) {
      StepFailure failure =
          new Caller(vertx, new Origin(false, "127.0.0.1", port), false, null)
              .failure(RequestKind.AUTHORIZE);

      assertEquals("the answer is not HTTP", failure.description());
      assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
      assertEquals(1, connections.get());
      assertEquals("", log.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "many"})
  void rejectsHeadersBeyondTheLimit(String form) throws Exception {
    String headers =
        form.equals("one")
            ? "X: " + "x".repeat(70_000) + "\r\n"
            : "Set-Cookie: a=b\r\n".repeat(6_000);
    int port = answering(Buffer.buffer("HTTP/1.1 200 OK\r\n" + headers + "\r\n"));

    StepFailure failure =
        new Caller(vertx, new Origin(false, "127.0.0.1", port), false, null)
            .failure(RequestKind.AUTHORIZE);

    assertEquals("the answer's headers exceed 65536 octets", failure.description());
    assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
  }

  @ParameterizedTest
  @CsvSource({"50000, 200", "70000,"})
  void boundsTheHeadersOverHttp2(int octets, Integer status) throws Exception {
    int port = listen(tls(keys), "x".repeat(octets));
    Caller caller = caller(port, true, keys);

    if (status == null) {
      StepFailure failure = caller.failure(RequestKind.AUTHORIZE);
      assertEquals("the answer's headers exceed 65536 octets", failure.description());
      assertEquals(ErrorCode.INVALID_RESPONSE, failure.error());
    } else {
      assertEquals(status, caller.answer(RequestKind.AUTHORIZE).status());
    }
  }

  /** The client reports a reset connection by its request, if it has one; nothing logs it. */
  @Test
  void resetConnectionIsNotLogged() throws Exception {
    int port =
        servers
            .createNetServer(new NetServerOptions().setSoLinger(0))
            .connectHandler(
                socket -> {
                  connections.incrementAndGet();
                  socket.handler(request -> socket.close());
                })
            .listen(0, "127.0.0.1")
            .await(20, TimeUnit.SECONDS)
            .actualPort();

    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      StepFailure failure =
          new Caller(vertx, new Origin(false, "127.0.0.1", port), false, null)
              .failure(RequestKind.CREDENTIALS);

      assertEquals(ErrorCode.UNAVAILABLE, failure.error());
      assertEquals(Fate.UNKNOWN, failure.fate());
      assertEquals("", log.text());
    }
  }

  private static void assertLasting(String description, Caller caller) {
    StepFailure failure = caller.failure(RequestKind.CREDENTIALS);
    assertEquals(description, failure.description());
    assertEquals(ErrorCode.CONFIGURATION, failure.error());
    assertNull(failure.fate());
  }

  private Caller caller(int port, boolean http2, TrustOptions trust) {
    return new Caller(vertx, new Origin(true, "127.0.0.1", port), http2, trust);
  }

  private static HttpServerOptions tls(PfxOptions keys) {
    return new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(keys);
  }

  private int listen(HttpServerOptions options) throws Exception {
    return listen(options, "x");
  }

  private int listen(HttpServerOptions options, String header) throws Exception {
    return servers
        .createHttpServer(options)
        .requestHandler(request -> request.response().putHeader("X", header).end())
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS)
        .actualPort();
  }

  private int silent() throws Exception {
    return servers
        .createNetServer()
        .connectHandler(socket -> connections.incrementAndGet())
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS)
        .actualPort();
  }

  private int answering(String hex) throws Exception {
    return answering(Buffer.buffer(HexFormat.of().parseHex(hex)));
  }

  /** Answers whatever is sent, and closes the connection where the answer is empty. */
  private int answering(Buffer answer) throws Exception {
    return servers
        .createNetServer()
        .connectHandler(
            socket -> {
              connections.incrementAndGet();
              socket.handler(
                  request -> {
                    if (answer.length() == 0) {
                      socket.close();
                    } else {
                      socket.write(answer);
                    }
                  });
            })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS)
        .actualPort();
  }
}
