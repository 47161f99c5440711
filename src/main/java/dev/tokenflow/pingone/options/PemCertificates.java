package dev.tokenflow.pingone.options;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The certificates of a PEM file (RFC 7468), and why there are none. */
final class PemCertificates {
  // Only a certificate's body matters; what else stands in the file is named by its label.
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9. ]{1,40})-----([^-]*)(-----END \\1-----)?");
  private static final Pattern CERTIFICATE = Pattern.compile("(X\\.?509 )?CERTIFICATE|PKCS7");

  private PemCertificates() {}

  /**
   * Reads all certificates of a file.
   *
   * @throws CertificateException if there are none, or one is broken. Its message stands after "the
   *     file"
   */
  static List<Certificate> parse(byte[] octets) throws CertificateException {
    String text = PemText.of(octets);
    if (text.isBlank()) {
      throw new CertificateException("is empty");
    }
    List<Certificate> certificates = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    int number = 0;
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (CERTIFICATE.matcher(block.group(1)).matches()) {
        number++;
        certificates.addAll(decode(number, block.group(2), block.group(3)));
      } else {
        others.add(block.group(1));
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(instead(octets, others));
    }
    return certificates;
  }

  private static Collection<? extends Certificate> decode(
      int number, String body, @Nullable String end) throws CertificateException {
    if (end == null) {
      throw new CertificateException("is broken at certificate " + number + ", which has no END");
    }
    try {
      byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
      Collection<? extends Certificate> decoded =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(der));
      if (!decoded.isEmpty()) {
        return decoded;
      }
    } catch (CertificateException | IllegalArgumentException broken) {
      // Both say it in the terms of the encoding, which help nobody who has the file.
    }
    throw new CertificateException("is broken at certificate " + number);
  }

  /** What a file without a certificate holds instead. */
  private static String instead(byte[] octets, Set<String> labels) {
    if (!labels.isEmpty()) {
      return "holds " + String.join(" and ", labels) + ", expected CERTIFICATE";
    }
    if (PemText.isBinary(octets)) {
      return "is binary (DER or PKCS #12), expected PEM, which openssl can make of it";
    }
    return "holds no PEM certificate";
  }
}
