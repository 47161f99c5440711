package dev.tokenflow.pingone.options;

import java.nio.BufferUnderflowException;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The private key of a PEM file (RFC 7468), and why there is none: PKCS #8 (RFC 5958), PKCS #1 (RFC
 * 8017 appendix A.1.2) or SEC 1 (RFC 5915).
 */
final class PemPrivateKey {
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";
  // openssl ecparam writes it before the key.
  private static final String CURVE = "EC PARAMETERS";

  private PemPrivateKey() {}

  /**
   * Reads the only private key of a file.
   *
   * @throws GeneralSecurityException if none is usable. Its message stands after "the file" and
   *     shows nothing of the content
   */
  static PrivateKey parse(byte[] octets) throws GeneralSecurityException {
    PemBlock key = null;
    PemBlock curve = null;
    Set<String> others = new TreeSet<>();
    for (PemBlock block : PemBlock.of(octets)) {
      if (block.label().equals(CURVE)) {
        curve = block;
      } else if (!Set.of(PKCS8, PKCS1, SEC1).contains(block.label())) {
        others.add(block.label());
      } else if (key != null) {
        throw new KeyException("holds several private keys, expected one");
      } else {
        key = block;
      }
    }
    if (key == null) {
      throw new KeyException(instead(octets, others));
    }
    if (!key.isEnded()) {
      throw new KeyException("holds a private key that is broken: it has no END");
    }
    if (key.body().contains("ENCRYPTED")) { // a header of the old format (RFC 1421 section 4.6.1.1)
      throw new KeyException(encrypted(key.label()));
    }
    return key(key, curve);
  }

  private static PrivateKey key(PemBlock key, @Nullable PemBlock curve)
      throws GeneralSecurityException {
    try {
      byte[] der = key.der();
      return Pkcs8.key(
          switch (key.label()) {
            case PKCS1 -> Pkcs8.ofPkcs1(der);
            case SEC1 -> Pkcs8.ofSec1(der, curve == null ? null : curve.der());
            default -> der;
          });
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException malformed) {
      throw Pkcs8.broken();
    }
  }

  private static String encrypted(String label) {
    return "holds an encrypted "
        + label
        + ", expected one without a passphrase, which \"openssl pkey\" makes of it";
  }

  /** What a file without a private key holds instead. */
  private static String instead(byte[] octets, Set<String> labels) {
    if (labels.contains("ENCRYPTED " + PKCS8)) {
      return encrypted(PKCS8);
    }
    if (labels.contains("OPENSSH " + PKCS8)) {
      return "holds an OPENSSH PRIVATE KEY, expected PRIVATE KEY, which \"ssh-keygen -p -m PKCS8\""
          + " makes of an RSA or EC key";
    }
    if (labels.contains("DSA " + PKCS8)) {
      return "holds a DSA key, which is neither RSA nor EC, expected one of these";
    }
    return PemBlock.missing(PKCS8, octets, labels);
  }
}
