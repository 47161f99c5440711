package dev.tokenflow.pingone.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An RSA key that signs in a tenth of the usual time, so that the server takes little CPU time from
 * the client under measurement. Its modulus of 2,046 bits has 66 prime factors of 31 bits, and
 * signing modulo each of them takes about a microsecond. It is trivial to factor, but verifying
 * with it costs the same as with any other key.
 */
final class QuickKey {
  // The modulus must have 2,048 bits (RFC 7518 section 3.3).
  private static final int PRIMES = 67;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  // RFC 8017 section 9.2: the prefix of a SHA-256 digest.
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final long[] primes = new long[PRIMES];
  private final long[] privateExponents = new long[PRIMES];
  // Each is 1 modulo one prime and 0 modulo all others (Chinese remainder theorem).
  private final BigInteger[] basis = new BigInteger[PRIMES];
  private final BigInteger modulus;

  QuickKey() {
    BigInteger product = BigInteger.ONE;
    BigInteger candidate = BigInteger.ONE.shiftLeft(31);
    for (int i = 0; i < PRIMES; candidate = candidate.subtract(BigInteger.ONE)) {
      BigInteger order = candidate.subtract(BigInteger.ONE);
      if (candidate.isProbablePrime(50) && order.gcd(EXPONENT).equals(BigInteger.ONE)) {
        primes[i] = candidate.longValue();
        privateExponents[i] = EXPONENT.modInverse(order).longValue();
        product = product.multiply(candidate);
        i++;
      }
    }
    modulus = product;
    for (int i = 0; i < PRIMES; i++) {
      BigInteger prime = BigInteger.valueOf(primes[i]);
      BigInteger others = modulus.divide(prime);
      basis[i] = others.multiply(others.modInverse(prime)).mod(modulus);
    }
  }

  /** The public key as a JWK (RFC 7518 section 6.3.1). */
  String jwk(String keyId) {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\""
        + keyId
        + "\",\"n\":\""
        + base64(octets(modulus))
        + "\",\"e\":\"AQAB\"}";
  }

  /** The signature part of a JWS (RFC 7515 section 3.1) under RS256. */
  String sign(String signingInput) {
    byte[] message = padded(sha256(signingInput.getBytes(US_ASCII)));
    BigInteger signature = BigInteger.ZERO;
    for (int i = 0; i < PRIMES; i++) {
      long part = power(remainder(message, primes[i]), privateExponents[i], primes[i]);
      signature = signature.add(basis[i].multiply(BigInteger.valueOf(part)));
    }
    return base64(octets(signature.mod(modulus)));
  }

  /** EMSA-PKCS1-v1_5 (RFC 8017 section 9.2). */
  private byte[] padded(byte[] digest) {
    byte[] padded = new byte[octets(modulus).length];
    int digestInfoAt = padded.length - digest.length - DIGEST_INFO.length;
    Arrays.fill(padded, 2, digestInfoAt - 1, (byte) 0xff);
    padded[1] = 1;
    System.arraycopy(DIGEST_INFO, 0, padded, digestInfoAt, DIGEST_INFO.length);
    System.arraycopy(digest, 0, padded, padded.length - digest.length, digest.length);
    return padded;
  }

  private static long remainder(byte[] number, long divisor) {
    long remainder = 0;
    for (IntBuffer words = ByteBuffer.wrap(number).asIntBuffer(); words.hasRemaining(); ) {
      remainder = ((remainder << 32) | Integer.toUnsignedLong(words.get())) % divisor;
    }
    return remainder;
  }

  private static long power(long base, long exponent, long modulus) {
    long power = 1;
    long square = base;
    for (long bits = exponent; bits != 0; bits >>= 1) {
      if ((bits & 1) == 1) {
        power = power * square % modulus;
      }
      square = square * square % modulus;
    }
    return power;
  }

  /** Encodes a number in the length of the modulus (RFC 8017 section 4.1). */
  private byte[] octets(BigInteger number) {
    int length = (modulus.bitLength() + 7) / 8;
    byte[] octets = new byte[length];
    byte[] signed = number.toByteArray();
    int copied = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - copied, octets, length - copied, copied);
    return octets;
  }

  static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String base64(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
