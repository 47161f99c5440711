package dev.tokenflow.pingone.options;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The certificates of a PEM file (RFC 7468), and why there are none. */
final class PemCertificates {
  private static final Pattern CERTIFICATE = Pattern.compile("(X\\.?509 )?CERTIFICATE|PKCS7");

  private PemCertificates() {}

  /**
   * Reads all certificates of a file.
   *
   * @throws CertificateException if there are none, or one is broken. Its message stands after "the
   *     file"
   */
  static List<Certificate> parse(byte[] octets) throws CertificateException {
    List<Certificate> certificates = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    int number = 0;
    for (PemBlock block : PemBlock.of(octets)) {
      if (CERTIFICATE.matcher(block.label()).matches()) {
        certificates.addAll(decode(++number, block));
      } else {
        others.add(block.label());
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(PemBlock.missing("CERTIFICATE", octets, others));
    }
    return certificates;
  }

  private static Collection<? extends Certificate> decode(int number, PemBlock block)
      throws CertificateException {
    if (!block.isEnded()) {
      throw new CertificateException("is broken at certificate " + number + ", which has no END");
    }
    try {
      Collection<? extends Certificate> decoded =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(block.der()));
      if (!decoded.isEmpty()) {
        return decoded;
      }
    } catch (CertificateException | IllegalArgumentException broken) {
      // Both messages use the terms of the encoding, which do not help the owner of the file.
    }
    throw new CertificateException("is broken at certificate " + number);
  }
}
