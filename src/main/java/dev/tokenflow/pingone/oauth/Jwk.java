package dev.tokenflow.pingone.oauth;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a key set (RFC 7517 section 4), as far as this client needs it. A parameter of an
 * unexpected type is as absent, and so is an empty one.
 *
 * <p>What a provider calculates with is made on first use: most keys of a set sign nothing that
 * this client gets.
 */
final class Jwk {
  private static final String RS256 = "SHA256withRSA";
  private static final int MIN_MODULUS_BITS = 2_048;
  private static final int MAX_MODULUS_BITS = 8_192;
  // Verifying takes time with its length. 65537 is usual, and Go takes no more than this either.
  private static final int MAX_EXPONENT_BITS = 31;
  // Base64url of the largest modulus, with some zeros before it.
  private static final int MAX_TEXT = 1_400;

  enum Use {
    /** Verifies RS256 signatures. */
    RS256,
    /** Something else, such as encryption. */
    OTHER,
    /** None: it is no object, or an RSA key that cannot be one. */
    MALFORMED
  }

  private final Use use;
  private final @Nullable String id;
  private final @Nullable String modulus;
  private final @Nullable String exponent;
  private @Nullable PublicKey key;
  private @Nullable PublicKey fastKey;

  private Jwk(Map<?, ?> jwk) {
    this.use = use(jwk);
    this.id = text(jwk, "kid");
    this.modulus = text(jwk, "n"); // RFC 7518 section 6.3.1.1
    this.exponent = text(jwk, "e"); // RFC 7518 section 6.3.1.2
  }

  /** Reads an element of {@code keys}. */
  static Jwk of(@Nullable Object element) {
    return new Jwk(element instanceof Map<?, ?> object ? object : Map.of());
  }

  /** What it is for. */
  Use use() {
    return use;
  }

  /** {@code kid}, or null. */
  @Nullable String id() {
    return id;
  }

  /**
   * Whether an RS256 signature (RFC 7518 section 3.3) is by this key.
   *
   * @param fast the provider that verifies; the JVM's own does if this is null or cannot
   */
  boolean verifies(byte[] signed, byte[] signature, @Nullable Provider fast) {
    if (fast != null) {
      try {
        if (fastKey == null) {
          fastKey = KeyFactory.getInstance("RSA", fast).generatePublic(rsaKey());
        }
        return verifies(Signature.getInstance(RS256, fast), fastKey, signed, signature);
      } catch (GeneralSecurityException | RuntimeException unusable) {
        // The provider may not take a key that the JVM's own takes.
      }
    }
    try {
      if (key == null) {
        key = KeyFactory.getInstance("RSA").generatePublic(rsaKey());
      }
      return verifies(Signature.getInstance(RS256), key, signed, signature);
    } catch (GeneralSecurityException unusable) {
      return false;
    }
  }

  private static boolean verifies(
      Signature verification, PublicKey key, byte[] signed, byte[] signature)
      throws GeneralSecurityException {
    verification.initVerify(key);
    verification.update(signed);
    return verification.verify(signature);
  }

  /** The bare key (RFC 7518 section 6.3.1), whatever certificates ({@code x5c}) stand beside it. */
  private RSAPublicKeySpec rsaKey() {
    return new RSAPublicKeySpec(number(modulus), number(exponent));
  }

  private static Use use(Map<?, ?> jwk) {
    String type = text(jwk, "kty");
    if (type == null) {
      return Use.MALFORMED;
    }
    if (!type.equals("RSA")
        || !isAbsentOr(JwkSet.ALGORITHM, text(jwk, "alg"))
        || !isAbsentOr("sig", text(jwk, "use"))) {
      return Use.OTHER;
    }
    return isModulus(number(text(jwk, "n"))) && isExponent(number(text(jwk, "e")))
        ? Use.RS256
        : Use.MALFORMED;
  }

  private static boolean isAbsentOr(String expected, @Nullable String value) {
    return value == null || value.equals(expected);
  }

  /** An even modulus is no product of two primes, and slow to calculate with. */
  private static boolean isModulus(BigInteger n) {
    return n.testBit(0) && n.bitLength() >= MIN_MODULUS_BITS && n.bitLength() <= MAX_MODULUS_BITS;
  }

  private static boolean isExponent(BigInteger e) {
    return e.testBit(0) && e.bitLength() > 1 && e.bitLength() <= MAX_EXPONENT_BITS;
  }

  /** The number, or zero if there is none. */
  private static BigInteger number(@Nullable String text) {
    if (text == null || text.length() > MAX_TEXT) {
      return BigInteger.ZERO;
    }
    try {
      return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException notBase64Url) {
      return BigInteger.ZERO;
    }
  }

  private static @Nullable String text(Map<?, ?> jwk, String name) {
    return jwk.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }
}
