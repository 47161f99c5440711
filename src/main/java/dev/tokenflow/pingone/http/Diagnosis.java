package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.AttemptFailure.Kind;
import dev.tokenflow.pingone.message.Step;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.StreamResetException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of Vert.x says about an attempt.
 *
 * @param certificate knows whether the server asked for a client certificate
 * @param proxy the proxy on the way, or null without one
 * @param addresses the addresses of the server
 */
record Diagnosis(
    Origin origin, NoClientCertificate certificate, @Nullable Proxy proxy, Addresses addresses) {
  private static final long PROTOCOL_ERROR = 1;

  /** An attempt that got no connection. */
  AttemptFailure noConnection(Step step, Throwable cause) {
    ConnectionFault ofProxy = proxy == null ? null : ProxyFault.of(cause, proxy);
    return ofProxy == null
        ? noConnection(
            step,
            addresses.isAnotherLeft() ? Kind.ADDRESS_FAILED : Kind.NO_CONNECTION,
            ConnectionFault.of(cause, origin, certificate.isRequested()))
        : noConnection(step, Kind.PROXY_FAILED, ofProxy);
  }

  private static AttemptFailure noConnection(Step step, Kind passing, ConnectionFault fault) {
    return AttemptFailure.of(
        fault.lasting() ? Kind.MISCONFIGURED : passing,
        step,
        "cannot connect: " + fault.description());
  }

  /** What did not come in time. */
  String missing(boolean connected) {
    return connected
        ? "no whole answer"
        : "no connection" + (proxy == null ? "" : " through " + proxy);
  }

  /** An attempt that lost its connection, or cannot go on with it. */
  AttemptFailure lost(Step step, Throwable cause) {
    ConnectionFault tls = ConnectionFault.tls(cause, origin, certificate.isRequested());
    if (tls != null) {
      // Under TLS 1.3 a server refuses this client when its part of the handshake is over.
      return tls.lasting()
          ? noConnection(step, Kind.MISCONFIGURED, tls)
          : AttemptFailure.of(Kind.ANSWER_LOST, step, tls.description());
    }
    if (cause instanceof TooLongHttpHeaderException
        || cause instanceof Http2Exception.HeaderListSizeException) {
      return AttemptFailure.of(
          Kind.TOO_LARGE,
          step,
          "the answer's headers exceed " + Connections.MAX_HEADERS + " octets");
    }
    // Netty quotes what it cannot read; that may be anything, so nothing of it is shown.
    if (cause instanceof Http2Exception.StreamException
        || (cause instanceof StreamResetException reset && reset.getCode() == PROTOCOL_ERROR)) {
      return AttemptFailure.of(Kind.NOT_HTTP, step, "the answer is not HTTP/2");
    }
    if (cause instanceof Http2Exception ofConnection) {
      return AttemptFailure.of(
          Kind.ANSWER_LOST,
          step,
          "the connection broke: the server does not keep to HTTP/2 ("
              + ofConnection.error()
              + ")");
    }
    return cause instanceof IllegalArgumentException
            || cause instanceof NullPointerException
            || cause instanceof DecoderException
        ? AttemptFailure.of(Kind.NOT_HTTP, step, "the answer is not HTTP")
        : AttemptFailure.of(Kind.ANSWER_LOST, step, "the connection broke: " + text(cause));
  }

  private static String text(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
