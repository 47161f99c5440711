package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections to one origin. */
final class Connections {
  static final int MAX_HEADERS = 64 * 1024;
  // Beyond a quarter more than this Netty ends the connection, and with it the requests of others:
  // its state of the compressed headers is lost. Up to there only their own answer is refused.
  private static final int HTTP2_HEADERS_READ = 2 * 1024 * 1024;
  // Under HTTP/2 a server commonly takes 100 streams a connection (RFC 9113 section 6.5.2), and one
  // connection, Vert.x's default, would queue everything beyond that. Fewer streams and more
  // connections cost more (src/bench/README.md has the figures).
  private static final int HTTP2_CONNECTIONS = 16;
  static final int HTTP2_STREAMS = 100;
  // Below the 60 s after which load balancers commonly drop an idle connection: a POST that meets a
  // connection just dropped cannot be sent again safely.
  static final int KEEP_ALIVE_SECONDS = 30;

  private final Vertx vertx;
  private final Origin origin;
  private final HttpLimits limits;
  private final boolean http2;
  private final InFlight inFlight;
  private final Http2Connections http2Connections;
  private final @Nullable Proxy proxy;
  private final Diagnosis diagnosis;
  private final Addresses addresses;
  private final Supplier<HttpClient> clients;
  private HttpClient client;
  // Whether the server chose HTTP/1.1 the last time.
  private boolean http1;
  private @Nullable Future<Void> opening;

  Connections(
      Vertx vertx,
      Origin origin,
      HttpLimits limits,
      @Nullable TrustOptions trust,
      @Nullable Proxy proxy) {
    this.vertx = vertx;
    this.origin = origin;
    this.limits = limits;
    this.http2 = origin.ssl() && limits.http2();
    this.inFlight = new InFlight(vertx);
    this.http2Connections = new Http2Connections(vertx, limits.requestTimeout());
    this.proxy = proxy;
    this.addresses = new Addresses(vertx, origin);
    this.diagnosis = new Diagnosis(origin, new NoClientCertificate(), proxy, addresses);
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) limits.connectTimeout().toMillis())
            .setSslHandshakeTimeout(limits.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setMaxHeaderSize(MAX_HEADERS)
            .setSsl(origin.ssl())
            // Vert.x's own spans hold whole URLs, and so the ids of flows.
            .setTracingPolicy(TracingPolicy.IGNORE)
            .setVerifyHost(true);
    if (origin.ssl()) {
      options.setTrustOptions(trust).setKeyCertOptions(diagnosis.certificate());
    }
    if (proxy != null) {
      options.setProxyOptions(proxy.options(limits.connectTimeout()));
    }
    if (http2) {
      options
          .setUseAlpn(true)
          .setProtocolVersion(HttpVersion.HTTP_2)
          .setHttp2MultiplexingLimit(HTTP2_STREAMS)
          .setInitialSettings(
              new Http2Settings().setMaxHeaderListSize(HTTP2_HEADERS_READ).setPushEnabled(false));
    }
    // The queue for a connection needs no limit of its own: Admission limits how many requests
    // stand in it, and each one's time-out how long.
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(limits.maxConnections())
            .setHttp2MaxSize(HTTP2_CONNECTIONS);
    clients =
        () ->
            vertx
                .httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(this::watch)
                .build();
    client = clients.get();
  }

  private void watch(HttpConnection connection) {
    // Whatever ends a connection fails its requests, which report it. Without a handler Vert.x logs
    // it as an error, even for a connection that was idle.
    connection.exceptionHandler(reported -> {});
    http1 = !http2Connections.watch(connection);
    addresses.reached();
  }

  /**
   * Makes one attempt, which has the time of one request or the rest of the deadline.
   *
   * @param mayBeSent asked when there is a connection
   * @return fails with {@link AttemptFailure}
   */
  Future<Response> send(Exchange exchange, BooleanSupplier mayBeSent) {
    Request request = exchange.next();
    long timeoutMs =
        Math.max(
            1, Math.min(limits.requestTimeout().toMillis(), exchange.deadline().remainingMillis()));
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.ssl())
            .setURI(request.target());
    // No connect timeout here: it would limit the wait for the pool, which the attempt's own
    // deadline ends, and Vert.x 5.0.7 throws if it expires just as a connection comes.
    Attempt attempt =
        new Attempt(
            exchange.step(), request, timeoutMs, mayBeSent, inFlight, http2Connections, diagnosis);
    return attempt.begin(connect(attempt, options));
  }

  /**
   * A stream or a connection. Vert.x opens a connection for each request that finds none free. But
   * one carries many under HTTP/2, so requests that arrive while the first one is opened wait for
   * it.
   */
  private Future<HttpClientRequest> connect(Attempt attempt, RequestOptions options) {
    if (opening != null) {
      return opening.compose(
          opened -> attempt.isOver() ? Future.failedFuture("over") : connect(attempt, options));
    }
    Future<HttpClientRequest> connected = connect(options);
    if (!areHttp2() || http2Connections.areUsable() || connected.isComplete()) {
      return connected;
    }
    Future<HttpClientRequest> inTime = orHung(connected);
    opening = inTime.mapEmpty();
    opening.onComplete(opened -> opening = null);
    return inTime;
  }

  /**
   * A connection is opened, unless the server takes it and never begins HTTP/2. Vert.x 5.0.7 has no
   * time-out for that, and closes such a connection only with its client.
   */
  private Future<HttpClientRequest> orHung(Future<HttpClientRequest> connected) {
    Promise<HttpClientRequest> inTime = Promise.promise();
    // After the time-outs of Vert.x for the connect and for the handshake.
    long limitMs = 2 * limits.connectTimeout().toMillis();
    Timer hung = vertx.timer(limitMs);
    hung.onSuccess(
        now -> {
          if (inTime.tryFail("no HTTP/2 connection within " + limitMs + " ms")) {
            client.shutdown(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            client = clients.get();
          }
        });
    connected.onComplete(
        opened -> {
          hung.cancel();
          inTime.tryComplete(opened);
        },
        cause -> {
          hung.cancel();
          inTime.tryFail(cause);
        });
    return inTime.future();
  }

  private Future<HttpClientRequest> connect(RequestOptions options) {
    if (proxy != null) {
      return client.request(options); // the proxy looks up the name, and chooses the address
    }
    Future<Void> choosing = addresses.choosing();
    if (choosing != null) {
      return choosing.compose(chosen -> connect(options));
    }
    InetSocketAddress address = addresses.current();
    if (address != null) {
      options.setServer(SocketAddress.inetSocketAddress(address));
    }
    Future<HttpClientRequest> connected = client.request(options);
    return connected.succeeded()
        ? connected
        : connected.recover(
            cause -> addresses.skip(address, cause).compose(chosen -> Future.failedFuture(cause)));
  }

  /** Whether requests share connections, as far as is known. */
  boolean areHttp2() {
    return http2 && !http1;
  }

  /** The maximum number of requests on the wire; with HTTP/2 offered, as many as that carries. */
  int maxRequests() {
    return http2 ? HTTP2_CONNECTIONS * HTTP2_STREAMS : limits.maxConnections();
  }

  Future<Void> close() {
    inFlight.close();
    http2Connections.close();
    return client.close();
  }
}
