package dev.tokenflow.pingone.options;

import java.nio.BufferUnderflowException;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The private key of a PEM file (RFC 7468), and why there is none: PKCS #8 (RFC 5958), PKCS #1 (RFC
 * 8017 appendix A.1.2) or SEC 1 (RFC 5915). The JDK reads the first of these alone.
 */
final class PemPrivateKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final String PKCS8 = "PRIVATE KEY";
  private static final String PKCS1 = "RSA PRIVATE KEY";
  private static final String SEC1 = "EC PRIVATE KEY";
  // openssl ecparam writes it before the key.
  private static final String CURVE = "EC PARAMETERS";

  // Object identifiers with tag and length.
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d010101");
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  // P-256, P-384, P-521 (RFC 5480 section 2.1.1.1): the curves of ES256, ES384, ES512.
  private static final Set<String> CURVES =
      Set.of("06082a8648ce3d030107", "06052b81040022", "06052b81040023");
  private static final byte[] NULL = {5, 0};
  private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};

  // PingOne takes no smaller one; a larger one would block an event loop with each signature.
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private PemPrivateKey() {}

  /**
   * Reads the only private key of a file.
   *
   * @throws GeneralSecurityException if there is none that can be used. Its message stands after
   *     "the file" and shows nothing of the content
   */
  static PrivateKey parse(byte[] octets) throws GeneralSecurityException {
    String label = null;
    String body = "";
    byte[] curve = null;
    Set<String> others = new TreeSet<>();
    Matcher block = BLOCK.matcher(PemText.of(octets));
    while (block.find()) {
      String found = block.group(1);
      if (found.equals(CURVE)) {
        curve = decoded(block.group(2));
      } else if (!Set.of(PKCS8, PKCS1, SEC1).contains(found)) {
        others.add(found);
      } else if (label != null) {
        throw new KeyException("holds several private keys, expected one");
      } else {
        label = found;
        body = block.group(2);
      }
    }
    if (label == null) {
      throw new KeyException(instead(octets, others));
    }
    if (body.contains("ENCRYPTED")) { // a header of the old format (RFC 1421 section 4.6.1.1)
      throw new KeyException(encrypted(label));
    }
    return key(label, decoded(body), curve);
  }

  private static PrivateKey key(String label, byte[] der, byte @Nullable [] curve)
      throws GeneralSecurityException {
    try {
      PrivateKey key =
          switch (label) {
            case PKCS1 -> ofPkcs8(pkcs8(Der.element(Der.SEQUENCE, RSA, NULL), der));
            case SEC1 -> ofPkcs8(pkcs8(Der.element(Der.SEQUENCE, EC, curve(der, curve)), der));
            default -> ofPkcs8(der);
          };
      requireUsable(key);
      return key;
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException malformed) {
      throw broken();
    }
  }

  /** RFC 5958 section 2. */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, key));
  }

  /** The curve, which a SEC 1 key names itself (RFC 5915 section 3) unless the file names it. */
  private static byte[] curve(byte[] der, byte @Nullable [] named) throws KeyException {
    Der key = Der.of(Der.of(der).next(Der.SEQUENCE));
    key.next(Der.INTEGER);
    key.next(Der.OCTET_STRING);
    if (key.isNext(Der.CONTEXT_0)) {
      return key.next(Der.CONTEXT_0);
    }
    if (named == null) {
      throw broken();
    }
    return named;
  }

  private static PrivateKey ofPkcs8(byte[] der) throws GeneralSecurityException {
    Der key = Der.of(Der.of(der).next(Der.SEQUENCE));
    key.next(Der.INTEGER);
    byte[] algorithm = key.next(Der.SEQUENCE);
    boolean isEc = startsWith(algorithm, EC);
    if (!isEc && !startsWith(algorithm, RSA)) {
      throw new KeyException("holds a key that is neither RSA nor EC, expected one of these");
    }
    if (isEc) {
      String curve =
          HexFormat.of().formatHex(Arrays.copyOfRange(algorithm, EC.length, algorithm.length));
      if (!CURVES.contains(curve)) {
        throw new KeyException(
            "holds an EC key on another curve than P-256, P-384 and P-521, or does not name its"
                + " curve, expected one of these by its name");
      }
    }
    try {
      return KeyFactory.getInstance(isEc ? "EC" : "RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException malformed) {
      throw broken();
    }
  }

  private static boolean startsWith(byte[] octets, byte[] beginning) {
    return octets.length >= beginning.length
        && Arrays.equals(octets, 0, beginning.length, beginning, 0, beginning.length);
  }

  private static void requireUsable(PrivateKey key) throws KeyException {
    boolean isRsa = key instanceof RSAKey;
    int bits = isRsa ? ((RSAKey) key).getModulus().bitLength() : MIN_RSA_BITS;
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new KeyException(
          "holds an RSA key of "
              + bits
              + " bits, expected "
              + MIN_RSA_BITS
              + " to "
              + MAX_RSA_BITS);
    }
    try {
      // A key whose numbers do not belong together is found out only when it signs.
      Signature trial = Signature.getInstance(isRsa ? "SHA256withRSA" : "SHA256withECDSA");
      trial.initSign(key);
      trial.sign();
    } catch (GeneralSecurityException | RuntimeException unusable) {
      throw broken();
    }
  }

  private static byte[] decoded(String body) throws KeyException {
    try {
      return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException notBase64) {
      throw broken();
    }
  }

  private static KeyException broken() {
    return new KeyException("holds a private key that is broken");
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
    if (!labels.isEmpty()) {
      return "holds " + String.join(" and ", labels) + ", expected PRIVATE KEY";
    }
    if (PemText.isBinary(octets)) {
      return "is binary (DER or PKCS #12), expected PEM, which openssl can make of it";
    }
    return PemText.of(octets).isBlank() ? "is empty" : "holds no PEM private key";
  }
}
