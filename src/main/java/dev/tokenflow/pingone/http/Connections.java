package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.options.HttpLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.util.function.BooleanSupplier;

/** The connections to one origin. */
final class Connections {
  private static final int MAX_HEADERS = 64 * 1024;
  // Under HTTP/2 a server commonly takes 100 streams a connection (RFC 9113 section 6.5.2), and one
  // connection, Vert.x's default, would queue everything beyond that.
  private static final int HTTP2_CONNECTIONS = 16;
  private static final int HTTP2_STREAMS = 100;
  // Below the 60 s after which load balancers commonly drop an idle connection: a POST that meets a
  // connection just dropped cannot be sent again safely.
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Origin origin;
  private final HttpLimits limits;
  private final HttpClient client;

  Connections(Vertx vertx, Origin origin, HttpLimits limits, TrustOptions trust) {
    this.origin = origin;
    this.limits = limits;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) limits.connectTimeout().toMillis())
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setMaxHeaderSize(MAX_HEADERS)
            .setSsl(origin.ssl())
            .setVerifyHost(true);
    if (origin.ssl()) {
      options.setTrustOptions(trust);
      if (limits.http2()) {
        options.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
      }
    }
    // The queue for a connection needs no limit of its own: Admission limits who can stand in it,
    // and each request's time-out how long.
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(limits.maxConnections())
            .setHttp2MaxSize(HTTP2_CONNECTIONS);
    client = vertx.httpClientBuilder().with(options).with(pool).build();
  }

  /** Begins an attempt, which has the time of one request or what is left of the acquisition's. */
  Attempt begin(Step step, Request request, Deadline deadline, BooleanSupplier mayBeSent) {
    long timeoutMs =
        Math.max(1, Math.min(limits.requestTimeout().toMillis(), deadline.remainingMillis()));
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(origin.host())
            .setPort(origin.port())
            .setSsl(origin.ssl())
            .setURI(request.target());
    // No connect timeout here: it would be the wait for the pool, which the attempt's own deadline
    // ends, and Vert.x 5.0.7 throws when it expires just as the wait does.
    Attempt attempt = new Attempt(step, request, timeoutMs, mayBeSent);
    attempt.begin(client, options);
    return attempt;
  }

  /** How many requests are under way at most; where HTTP/2 is offered, as many as that carries. */
  int maxRequests() {
    return origin.ssl() && limits.http2()
        ? HTTP2_CONNECTIONS * HTTP2_STREAMS
        : limits.maxConnections();
  }

  int maxAttempts() {
    return limits.maxAttempts();
  }

  Future<Void> close() {
    return client.close();
  }
}
