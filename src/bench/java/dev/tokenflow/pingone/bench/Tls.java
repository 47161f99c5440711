package dev.tokenflow.pingone.bench;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import picocli.CommandLine.Option;

/** The option of every command that chooses TLS and the version of HTTP over it. */
final class Tls {
  /** The version of HTTP, by ALPN. */
  enum Http {
    HTTP1,
    HTTP2
  }

  @Option(
      names = "--tls",
      paramLabel = "HTTP",
      description =
          "Measure over TLS with HTTP/1.1 (http1) or HTTP/2 (http2) instead of HTTP/1.1 in the"
              + " clear. The JVM trusts the server's certificate.")
  private Http http;

  boolean used() {
    return http != null;
  }

  boolean http2() {
    return http == Http.HTTP2;
  }

  /** How the figures name it. */
  String described() {
    return http == null
        ? "HTTP/1.1 in the clear"
        : http2() ? "HTTP/2 over TLS" : "HTTP/1.1 over TLS";
  }

  /** The same for a client of Vert.x, which trusts whom the JVM trusts. */
  HttpClientOptions clientOptions() {
    HttpClientOptions options = new HttpClientOptions().setSsl(used());
    return http2()
        ? options
            .setUseAlpn(true)
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2MultiplexingLimit(BareChain.HTTP2_STREAMS)
        : options;
  }
}
