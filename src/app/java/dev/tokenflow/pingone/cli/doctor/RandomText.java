package dev.tokenflow.pingone.cli.doctor;

import java.security.SecureRandom;
import java.util.Base64;

/** Values that cannot be guessed. */
final class RandomText {
  private static final int OCTETS = 32;

  private RandomText() {}

  /** 43 characters of base64url, which is what RFC 7636 section 4.1 suggests for a verifier. */
  static String make() {
    byte[] octets = new byte[OCTETS];
    new SecureRandom().nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
