package dev.tokenflow.pingone.oauth;

import java.security.SecureRandom;
import java.util.Base64;

/** Unguessable strings for {@code state}, {@code nonce}, {@code jti} and code verifiers. */
public final class RandomValue {
  private RandomValue() {}

  /** This many random octets in base64url without padding. */
  public static String base64Url(SecureRandom random, int octets) {
    byte[] bytes = new byte[octets];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
