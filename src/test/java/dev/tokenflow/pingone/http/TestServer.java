package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.meters.Meters;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a real socket, and a transport to it on a context of its own. */
final class TestServer implements AutoCloseable {
  static final HttpLimits LIMITS =
      new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1, false, 3);

  private final Vertx serverVertx = Vertx.vertx();
  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final AtomicInteger seen = new AtomicInteger();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private HttpServer server;
  private Transport transport;

  /** Receives the number of each request, from 1 on. */
  interface Script {
    void handle(int number, HttpServerRequest request);
  }

  /** In the clear. */
  static TestServer http(HttpLimits limits, Script script) throws Exception {
    return new TestServer(new HttpServerOptions(), limits, null, script);
  }

  /** Under TLS; the server offers HTTP/2 and HTTP/1.1, and the client trusts it. */
  static TestServer https(HttpLimits limits, PfxOptions keys, Script script) throws Exception {
    return https(limits, keys, keys, script);
  }

  /** Under TLS, without HTTP/2. */
  static TestServer http1OverTls(HttpLimits limits, PfxOptions keys, Script script)
      throws Exception {
    return new TestServer(
        new HttpServerOptions().setSsl(true).setKeyCertOptions(keys), limits, keys, script);
  }

  /** Under TLS, with this many streams a connection. */
  static TestServer https(HttpLimits limits, PfxOptions keys, int maxStreams, Script script)
      throws Exception {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(keys)
            .setUseAlpn(true)
            .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(maxStreams));
    return new TestServer(options, limits, keys, script);
  }

  /** Under TLS; the client trusts these certificates. */
  static TestServer https(HttpLimits limits, PfxOptions keys, PfxOptions trust, Script script)
      throws Exception {
    HttpServerOptions options =
        new HttpServerOptions().setSsl(true).setKeyCertOptions(keys).setUseAlpn(true);
    return new TestServer(options, limits, trust, script);
  }

  private TestServer(HttpServerOptions options, HttpLimits limits, PfxOptions trust, Script script)
      throws Exception {
    server =
        serverVertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .connectionHandler(connections::add)
            .requestHandler(request -> script.handle(seen.incrementAndGet(), request))
            .listen()
            .await(10, TimeUnit.SECONDS);
    Origin origin = new Origin(options.isSsl(), "127.0.0.1", server.actualPort());
    onContext(done -> transport = new Transport(vertx, origin, limits, trust, null, Meters.none()));
  }

  /** The number of requests that the server has seen. */
  int seen() {
    return seen.get();
  }

  /** The number of connections that the server has accepted. */
  int connections() {
    return connections.size();
  }

  Transport transport() {
    return transport;
  }

  int port() {
    return server.actualPort();
  }

  Future<Response> send(RequestKind kind) {
    return send(kind, Deadline.in(Duration.ofMinutes(1)));
  }

  Future<Response> send(RequestKind kind, Deadline deadline) {
    Promise<Response> answer = Promise.promise();
    home.runOnContext(
        go ->
            transport
                .send(
                    Step.CREDENTIALS,
                    kind,
                    deadline,
                    () -> Request.post("/", "text/plain", "body", Cookies.NONE, List.of()))
                .onComplete(answer));
    return answer.future();
  }

  /** Runs something on the transport's context, and waits for its end. */
  void onContext(Handler<Void> action) throws Exception {
    Promise<Void> done = Promise.promise();
    home.runOnContext(
        go -> {
          action.handle(null);
          done.complete();
        });
    done.future().await(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
    serverVertx.close().await(10, TimeUnit.SECONDS);
  }
}
