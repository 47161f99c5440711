package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.cli.doctor.TlsCheck.TlsSession;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeoutException;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What a handshake says. */
final class TlsReading {
  static final String NAME = "TLS";

  private TlsReading() {}

  static Finding accepted(TlsSession session, Instant now) {
    String alpn = session.alpn() == null ? "no ALPN" : ServerText.clean(session.alpn());
    return Finding.ok(
        NAME, session.version() + ", " + alpn + "; " + described(session.certificate(), now));
  }

  /**
   * A handshake that failed.
   *
   * @param certificate the server's, or null if it showed none
   */
  static Finding refused(
      Target target, Throwable failure, @Nullable X509Certificate certificate, Instant now) {
    String shown = certificate == null ? "" : described(certificate, now);
    if (certificate != null && !isValidAt(certificate, now)) {
      return Finding.failed(
          NAME, "not valid now: " + shown, "this machine's clock; else the certificate there");
    }
    if (certificate != null && isUntrusted(failure)) {
      return Finding.failed(
          NAME,
          "not trusted: " + shown,
          "configuration: trustedCertificates, with the CA of that certificate (PEM); or a proxy"
              + " that answers in PingOne's place");
    }
    if (certificate != null && isForAnotherHost(failure)) {
      return Finding.failed(
          NAME,
          "not for " + target.host() + ": " + shown,
          "configuration: baseUrl; or a proxy that answers in PingOne's place");
    }
    String why = text(failure);
    if (why.contains("not an SSL/TLS record")) {
      return Finding.failed(
          NAME,
          target.address() + " does not speak TLS",
          "configuration: the port of baseUrl, and whether it should be http");
    }
    if (why.contains("certificate_required") || why.contains("bad_certificate")) {
      return Finding.failed(
          NAME,
          target.address() + " requires a client certificate, which this client does not have",
          "the server: PingOne requires none; configuration: baseUrl");
    }
    if (why.contains("protocol_version")
        || why.contains("handshake_failure")
        || why.contains("No appropriate protocol")) {
      return Finding.failed(
          NAME,
          "no TLS version or cipher suite in common with " + target.address(),
          "this JVM: jdk.tls.disabledAlgorithms; the server: TLS 1.2 or 1.3");
    }
    return Finding.failed(
        NAME,
        "no handshake with "
            + target.address()
            + (failure instanceof TimeoutException ? " in time" : ": " + why),
        "network: whether something between breaks TLS; configuration: baseUrl, proxy");
  }

  private static String text(Throwable failure) {
    SSLException handshake = ConnectionReading.find(failure, SSLException.class);
    Throwable cause =
        handshake != null && handshake.getCause() instanceof SSLException inner ? inner : handshake;
    return ConnectionReading.cause(cause == null ? failure : cause);
  }

  private static boolean isUntrusted(Throwable failure) {
    return ConnectionReading.find(failure, CertPathBuilderException.class) != null
        || ConnectionReading.find(failure, CertPathValidatorException.class) != null;
  }

  private static boolean isForAnotherHost(Throwable failure) {
    CertificateException mismatch = ConnectionReading.find(failure, CertificateException.class);
    String text = mismatch == null ? "" : String.valueOf(mismatch.getMessage());
    return text.contains("subject alternative") || text.contains("No name matching");
  }

  private static boolean isValidAt(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static String described(@Nullable X509Certificate certificate, Instant now) {
    if (certificate == null) {
      return "no certificate";
    }
    Instant end = certificate.getNotAfter().toInstant();
    Instant begin = certificate.getNotBefore().toInstant();
    return "certificate of \""
        + name(certificate.getSubjectX500Principal())
        + "\" by \""
        + name(certificate.getIssuerX500Principal())
        + "\", valid "
        + (now.isBefore(begin) ? "from " + date(begin) : "until " + date(end));
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** The common name (RFC 4519 section 2.3), or else the whole name. */
  private static String name(X500Principal principal) {
    String whole = principal.getName();
    try {
      return ServerText.clean(
          new LdapName(whole)
              .getRdns().stream()
                  .filter(part -> part.getType().equalsIgnoreCase("CN"))
                  .map(Rdn::getValue)
                  .map(String::valueOf)
                  .findFirst()
                  .orElse(whole));
    } catch (InvalidNameException odd) {
      return ServerText.clean(whole);
    }
  }
}
