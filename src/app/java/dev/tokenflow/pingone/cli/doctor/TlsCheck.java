package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.PingOneOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The handshake: version, certificate, and the protocol that ALPN chooses. */
final class TlsCheck {
  private static final List<String> HTTP_2_FIRST = List.of("h2", "http/1.1");
  private static final List<String> HTTP_1 = List.of("http/1.1");

  private final NetClient client;
  private final PingOneOptions options;
  private final Target target;
  private final Duration timeout;

  private TlsCheck(NetClient client, PingOneOptions options, Target target) {
    this.client = client;
    this.options = options;
    this.target = target;
    this.timeout = options.http().connectTimeout();
  }

  static Finding run(Vertx vertx, PingOneOptions options, Target target) {
    if (!target.https()) {
      return Finding.skipped(TlsReading.NAME, "http, to this machine only");
    }
    NetClient client = vertx.createNetClient();
    try {
      return new TlsCheck(client, options, target).finding();
    } finally {
      client.close();
    }
  }

  private Finding finding() {
    try {
      return shake(false)
          .map(session -> TlsReading.accepted(session, Instant.now()))
          .recover(this::explain)
          .await(4 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return TlsReading.refused(target, late, null, Instant.now());
    }
  }

  /** Shows the certificate of a handshake that failed: nothing but the handshake trusts it. */
  private Future<Finding> explain(Throwable failure) {
    return shake(true)
        .map(TlsSession::certificate)
        .otherwise(again -> null)
        .map(certificate -> TlsReading.refused(target, failure, certificate, Instant.now()));
  }

  private Future<TlsSession> shake(boolean trustAll) {
    ClientSSLOptions ssl =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm(trustAll ? "" : "HTTPS")
            .setTrustAll(trustAll)
            .setUseAlpn(true);
    ssl.setApplicationLayerProtocols(options.http().http2() ? HTTP_2_FIRST : HTTP_1);
    if (!trustAll) {
      ssl.setTrustOptions(options.trust());
    }
    ConnectOptions connect =
        new ConnectOptions()
            .setHost(target.name())
            .setPort(target.port())
            .setTimeout((int) timeout.toMillis())
            .setSsl(true)
            .setSslOptions(ssl);
    if (!target.isAddress()) {
      connect.setSniServerName(target.host());
    }
    if (target.proxy() != null) {
      connect.setProxyOptions(target.proxyOptions());
    }
    return client
        .connect(connect)
        .compose(
            socket -> {
              TlsSession session = TlsSession.of(socket);
              return socket.close().otherwiseEmpty().map(session);
            });
  }

  /**
   * What a handshake agreed on.
   *
   * @param alpn the protocol, or null where the server chose none
   * @param certificate the server's own
   */
  record TlsSession(String version, @Nullable String alpn, @Nullable X509Certificate certificate) {

    private static TlsSession of(NetSocket socket) {
      return new TlsSession(
          socket.sslSession().getProtocol(), socket.applicationLayerProtocol(), first(socket));
    }

    private static @Nullable X509Certificate first(NetSocket socket) {
      try {
        return socket.peerCertificates().get(0) instanceof X509Certificate own ? own : null;
      } catch (SSLPeerUnverifiedException none) {
        return null;
      }
    }
  }
}
