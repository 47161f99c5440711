package dev.tokenflow.pingone.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** SHA-256, which every JVM has. */
final class Sha256 {
  private Sha256() {}

  /** The first octets of the hash of an ASCII string, in base64url without padding. */
  static String base64Url(String ascii, int octets) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, octets));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
