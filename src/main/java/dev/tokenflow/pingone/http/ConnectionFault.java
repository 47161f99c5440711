package dev.tokenflow.pingone.http;

import io.netty.handler.codec.http2.Http2Exception;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection, and what to do about it.
 *
 * @param lasting whether waiting cannot cure it: a setting has to change
 * @param description for a person; it shows nothing that the other side sent
 */
record ConnectionFault(boolean lasting, String description) {
  private static final int MAX_CAUSES = 10;
  private static final String ALERT = "Received fatal alert: ";

  /**
   * The fault that an exception stands for.
   *
   * @param origin where the connection should lead
   * @param certificateRequested whether the server asked for a client certificate
   */
  static ConnectionFault of(Throwable failure, Origin origin, boolean certificateRequested) {
    ConnectionFault tls = tls(failure, origin, certificateRequested);
    if (tls != null) {
      return tls;
    }
    if (isNameNotFound(failure)) {
      return passing("the name \"" + origin.host() + "\" is not found");
    }
    if (find(failure, ConnectException.class) != null) {
      return passing("nothing accepts connections at " + at(origin));
    }
    if (find(failure, Http2Exception.class) != null) {
      // Netty quotes what came instead.
      return passing(at(origin) + " chooses HTTP/2, and answers in something else");
    }
    // Under HTTP/2 with TLS 1.3 the server's refusal of the handshake reads like this.
    return origin.ssl() && certificateRequested
        ? wantsClientCertificate()
        : passing(
            failure.getMessage() == null ? failure.getClass().getSimpleName() : message(failure));
  }

  /** The fault of TLS that an exception stands for, or null if it has nothing to do with TLS. */
  static @Nullable ConnectionFault tls(
      Throwable failure, Origin origin, boolean certificateRequested) {
    if (find(failure, CertificateExpiredException.class) != null
        || find(failure, CertificateNotYetValidException.class) != null) {
      return lasting(
          "the certificate of "
              + at(origin)
              + " is not valid now: check its dates, and this machine's clock");
    }
    if (find(failure, CertPathBuilderException.class) != null || isByAnotherKey(failure)) {
      return lasting(
          "the certificate of "
              + at(origin)
              + " is by a CA that is not trusted: add that CA to trustedCertificates");
    }
    CertificateException certificate = find(failure, CertificateException.class);
    if (certificate != null) {
      return lasting(
          isForAnotherHost(certificate)
              ? "the certificate of "
                  + at(origin)
                  + " is for another host: check baseUrl, and whether a proxy answers in its place"
              : "the certificate of " + at(origin) + " is not accepted: " + message(certificate));
    }
    SSLException handshake = innermost(failure);
    if (handshake == null) {
      return null;
    }
    String text = message(handshake);
    if (text.startsWith("not an SSL/TLS record")) {
      return lasting(
          at(origin)
              + " does not speak TLS: check the port in baseUrl, and whether it should be http");
    }
    if (text.startsWith(ALERT)) {
      return alert(text.substring(ALERT.length()), origin, certificateRequested);
    }
    if (text.contains("protocol version") || text.contains("No appropriate protocol")) {
      return noCommonVersion(origin);
    }
    return passing(
        find(failure, ClosedChannelException.class) == null
            ? "the TLS handshake with " + at(origin) + " failed: " + text
            : at(origin) + " closed the connection during the TLS handshake");
  }

  /** The alerts of RFC 8446 section 6.2 that refuse a handshake. */
  private static ConnectionFault alert(String alert, Origin origin, boolean certificateRequested) {
    return switch (alert) {
      case "protocol_version" -> noCommonVersion(origin);
      case "handshake_failure", "insufficient_security" ->
          certificateRequested ? wantsClientCertificate() : noCommonVersion(origin);
      case "bad_certificate",
          "certificate_required",
          "certificate_unknown",
          "unsupported_certificate",
          "unknown_ca",
          "access_denied" ->
          wantsClientCertificate();
      case "unrecognized_name" ->
          lasting(at(origin) + " does not know the name \"" + origin.host() + "\": check baseUrl");
      default -> passing(at(origin) + " ended the TLS handshake: " + alert);
    };
  }

  private static ConnectionFault noCommonVersion(Origin origin) {
    return lasting(
        at(origin)
            + " and this client have no TLS version or cipher suite in common: enable TLS 1.2 or"
            + " 1.3 there, or allow an older one in this JVM (jdk.tls.disabledAlgorithms)");
  }

  private static ConnectionFault wantsClientCertificate() {
    return lasting("the server requires a client certificate, which this client does not have");
  }

  static boolean isNameNotFound(Throwable failure) {
    return find(failure, UnknownHostException.class) != null;
  }

  /** The CA has the name of a trusted one, as the old key of a private CA may have. */
  private static boolean isByAnotherKey(Throwable failure) {
    CertPathValidatorException path = find(failure, CertPathValidatorException.class);
    return path != null && path.getReason() == BasicReason.INVALID_SIGNATURE;
  }

  private static boolean isForAnotherHost(CertificateException mismatch) {
    String text = message(mismatch);
    return text.contains("subject alternative") || text.contains("No name matching");
  }

  private static String at(Origin origin) {
    return origin.host() + ":" + origin.port();
  }

  static ConnectionFault lasting(String description) {
    return new ConnectionFault(true, description);
  }

  static ConnectionFault passing(String description) {
    return new ConnectionFault(false, description);
  }

  static String message(Throwable failure) {
    return failure.getMessage() == null ? "" : failure.getMessage();
  }

  /** Vert.x wraps the exception of the handshake in one that says nothing. */
  static @Nullable SSLException innermost(Throwable failure) {
    SSLException found = null;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      found = cause instanceof SSLException handshake ? handshake : found;
      cause = cause.getCause();
    }
    return found;
  }

  /** The first of these exceptions among the causes, or null. */
  static <E extends Throwable> @Nullable E find(Throwable failure, Class<E> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
