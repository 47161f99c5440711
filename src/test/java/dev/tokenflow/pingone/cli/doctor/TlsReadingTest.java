package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.doctor.TlsCheck.TlsSession;
import dev.tokenflow.pingone.sandbox.SandboxCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a handshake says. */
class TlsReadingTest {
  private static final Target TARGET = new Target(true, "auth.example.com", 443, null);
  private final Instant now = Instant.now();

  private static X509Certificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    SandboxCertificate made = SandboxCertificate.make("auth.example.com");
    try (InputStream pem = Files.newInputStream(made.file())) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    } finally {
      made.delete();
    }
  }

  @Test
  void showsVersionProtocolAndCertificate() {
    Finding finding = TlsReading.accepted(new TlsSession("TLSv1.3", null, certificate), now);

    assertTrue(finding.isOk());
    assertTrue(
        finding
            .text()
            .startsWith(
                "TLSv1.3, no ALPN; certificate of \"stand-in PingOne server\" by \"stand-in PingOne"
                    + " server\", valid until 20"),
        finding::text);
  }

  @ParameterizedTest
  @CsvSource({"P400D, valid until 20", "P-2D, valid from 20"})
  void namesACertificateThatIsNotValidNow(Duration later, String text) {
    Finding finding = TlsReading.refused(TARGET, untrusted(), certificate, now.plus(later));

    assertTrue(finding.text().startsWith("not valid now: "), finding::text);
    assertTrue(finding.text().contains(text), finding::text);
    assertTrue(finding.advice().contains("clock"), finding::advice);
  }

  @Test
  void namesACertificateThatIsNotTrusted() {
    Finding finding = TlsReading.refused(TARGET, untrusted(), certificate, now);

    assertTrue(finding.text().startsWith("not trusted: certificate of"), finding::text);
    assertTrue(finding.advice().contains("trustedCertificates"), finding::advice);
  }

  @Test
  void namesACertificateOfAnotherHost() {
    Finding finding =
        TlsReading.refused(
            TARGET,
            new IOException(
                new CertificateException("No subject alternative DNS name matching x found.")),
            certificate,
            now);

    assertTrue(finding.text().startsWith("not for auth.example.com: "), finding::text);
    assertTrue(finding.advice().contains("baseUrl"), finding::advice);
  }

  @ParameterizedTest
  @CsvSource({
    "not an SSL/TLS record: 485454502f312e31, does not speak TLS, the port of baseUrl",
    "Received fatal alert: protocol_version, no TLS version, jdk.tls.disabledAlgorithms",
    "Received fatal alert: handshake_failure, no TLS version, jdk.tls.disabledAlgorithms",
    "Received fatal alert: certificate_required, requires a client certificate, baseUrl",
    "Received fatal alert: internal_error, internal_error, network"
  })
  void namesAHandshakeThatFails(String message, String text, String advice) {
    Finding finding = TlsReading.refused(TARGET, new SSLHandshakeException(message), null, now);

    assertTrue(finding.text().contains(text), finding::text);
    assertTrue(finding.advice().contains(advice), finding::advice);
  }

  @Test
  void namesAHandshakeThatDoesNotEnd() {
    Finding finding = TlsReading.refused(TARGET, new TimeoutException(), null, now);

    assertEquals("no handshake with auth.example.com:443 in time", finding.text());
  }

  private static Throwable untrusted() {
    return new IOException(new CertPathBuilderException("unable to find valid path"));
  }
}
