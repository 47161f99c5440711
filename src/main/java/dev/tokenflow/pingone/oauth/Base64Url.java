package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 7515 appendix C), as the specifications write octets. */
public final class Base64Url {
  private Base64Url() {}

  /** Unguessable: for {@code state}, {@code nonce}, {@code jti}, handles and code verifiers. */
  public static String random(SecureRandom random, int octets) {
    byte[] bytes = new byte[octets];
    random.nextBytes(bytes);
    return encoded(bytes);
  }

  /** The first octets of the SHA-256 hash of an ASCII string. Every JVM has SHA-256. */
  static String sha256(String ascii, int octets) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(US_ASCII));
      return encoded(Arrays.copyOf(hash, octets));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String encoded(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
