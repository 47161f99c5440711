package dev.tokenflow.pingone.options;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Private keys in PKCS #8 (RFC 5958), the only form that the JDK reads, and the older two in this
 * form. What is malformed may be a runtime exception, as in {@link Der}.
 */
final class Pkcs8 {
  private static final HexFormat HEX = HexFormat.of();

  // Object identifiers.
  private static final String RSA = "2a864886f70d010101";
  private static final String EC = "2a8648ce3d0201";
  // P-256, P-384, P-521 (RFC 5480 section 2.1.1.1): the curves of ES256, ES384, ES512.
  private static final Set<String> CURVES = Set.of("2a8648ce3d030107", "2b81040022", "2b81040023");
  // RFC 3279 section 2.3.2, RFC 4055 section 1.2, RFC 8410 section 3.
  private static final Map<String, String> OTHERS =
      Map.of(
          "2a8648ce380401", "a DSA key",
          "2a864886f70d01010a", "an RSASSA-PSS key",
          "2b656e", "an X25519 key",
          "2b656f", "an X448 key",
          "2b6570", "an Ed25519 key",
          "2b6571", "an Ed448 key");

  private static final byte[] NULL = {5, 0};
  private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};

  // PingOne takes no smaller one; a larger one would block an event loop with each signature.
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private Pkcs8() {}

  /** An RSA key in the form of RFC 8017 appendix A.1.2. */
  static byte[] ofPkcs1(byte[] der) {
    return of(RSA, NULL, der);
  }

  /**
   * An EC key in the form of RFC 5915.
   *
   * @param named the curve where the file names it; else the key does so itself (section 3)
   */
  static byte[] ofSec1(byte[] der, byte @Nullable [] named) throws KeyException {
    Der key = Der.of(Der.of(der).next(Der.SEQUENCE));
    key.next(Der.INTEGER);
    key.next(Der.OCTET_STRING);
    byte[] curve = key.isNext(Der.CONTEXT_0) ? key.next(Der.CONTEXT_0) : named;
    if (curve == null) {
      throw broken();
    }
    return of(EC, curve, der);
  }

  /** RFC 5958 section 2. */
  private static byte[] of(String algorithm, byte[] parameters, byte[] key) {
    byte[] identifier = Der.element(Der.OBJECT_IDENTIFIER, HEX.parseHex(algorithm));
    return Der.element(
        Der.SEQUENCE,
        VERSION_0,
        Der.element(Der.SEQUENCE, identifier, parameters),
        Der.element(Der.OCTET_STRING, key));
  }

  /**
   * The key.
   *
   * @throws GeneralSecurityException if it cannot be used. Its message stands after "the file"
   */
  static PrivateKey key(byte[] der) throws GeneralSecurityException {
    Der fields = Der.of(Der.of(der).next(Der.SEQUENCE));
    fields.next(Der.INTEGER);
    Der algorithm = Der.of(fields.next(Der.SEQUENCE));
    String identifier = HEX.formatHex(algorithm.next(Der.OBJECT_IDENTIFIER));
    switch (identifier) {
      case RSA -> requireTwoPrimes(fields.next(Der.OCTET_STRING));
      case EC -> requireKnownCurve(algorithm);
      default -> {
        String other = OTHERS.get(identifier);
        throw new KeyException(
            "holds "
                + (other == null ? "a key that" : other + ", which")
                + " is neither RSA nor EC, expected one of these");
      }
    }
    PrivateKey key;
    try {
      key =
          KeyFactory.getInstance(identifier.equals(EC) ? "EC" : "RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException malformed) {
      throw broken();
    }
    if (key instanceof ECPrivateKey elliptic) {
      requireNumberOfTheCurve(elliptic);
    } else {
      requireSize(((RSAKey) key).getModulus().bitLength());
    }
    requireSignature(key);
    return key;
  }

  /** The JDK reads no others (RFC 8017 appendix A.1.2: version 1). */
  private static void requireTwoPrimes(byte[] pkcs1) throws KeyException {
    byte[] version = Der.of(Der.of(pkcs1).next(Der.SEQUENCE)).next(Der.INTEGER);
    if (new BigInteger(version).equals(BigInteger.ONE)) {
      throw new KeyException("holds an RSA key with more than two primes, expected one with two");
    }
  }

  private static void requireKnownCurve(Der algorithm) throws KeyException {
    if (!algorithm.isNext(Der.OBJECT_IDENTIFIER)
        || !CURVES.contains(HEX.formatHex(algorithm.next(Der.OBJECT_IDENTIFIER)))) {
      throw new KeyException(
          "holds an EC key on another curve than P-256, P-384 and P-521, or does not name its"
              + " curve, expected one of these by its name");
    }
  }

  /** RFC 5915 section 3. The JDK takes any number, and its signatures are then worth nothing. */
  private static void requireNumberOfTheCurve(ECPrivateKey key) throws KeyException {
    BigInteger number = key.getS();
    if (number.signum() <= 0 || number.compareTo(key.getParams().getOrder()) >= 0) {
      throw new KeyException(
          "holds "
              + ClientKey.description(key)
              + " whose private number is "
              + (number.signum() <= 0 ? "not above 0" : "not below the order of the curve")
              + ", expected one in between");
    }
  }

  private static void requireSize(int bits) throws KeyException {
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new KeyException(
          "holds an RSA key of "
              + bits
              + " bits, expected "
              + MIN_RSA_BITS
              + " to "
              + MAX_RSA_BITS);
    }
  }

  /** A key whose numbers do not belong together is found out only when it signs. */
  private static void requireSignature(PrivateKey key) throws KeyException {
    try {
      Signature trial =
          Signature.getInstance(key instanceof RSAKey ? "SHA256withRSA" : "SHA256withECDSA");
      trial.initSign(key);
      trial.sign();
    } catch (GeneralSecurityException | RuntimeException unusable) {
      throw broken();
    }
  }

  static KeyException broken() {
    return new KeyException("holds a private key that is broken");
  }
}
