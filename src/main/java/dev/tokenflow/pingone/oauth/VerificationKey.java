package dev.tokenflow.pingone.oauth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies RS256 signatures (RFC 7518 section 3.3). What a provider calculates with is
 * made on first use: most keys of a set sign nothing that this client gets.
 */
final class VerificationKey {
  private static final String ALGORITHM = "SHA256withRSA";

  private final Jwk jwk;
  private @Nullable PublicKey key;
  private @Nullable PublicKey fastKey;

  VerificationKey(Jwk jwk) {
    this.jwk = jwk;
  }

  /** {@code kid}, or null. */
  @Nullable String id() {
    return jwk.id();
  }

  /**
   * Whether the signature is by this key.
   *
   * @param fast the provider that verifies; the JVM's own does if this is null or cannot
   */
  boolean verifies(byte[] signed, byte[] signature, @Nullable Provider fast) {
    if (fast != null) {
      try {
        if (fastKey == null) {
          fastKey = KeyFactory.getInstance("RSA", fast).generatePublic(jwk.rsaKey());
        }
        return verifies(Signature.getInstance(ALGORITHM, fast), fastKey, signed, signature);
      } catch (GeneralSecurityException | RuntimeException unusable) {
        // The provider may not take a key that the JVM's own takes.
      }
    }
    try {
      if (key == null) {
        key = KeyFactory.getInstance("RSA").generatePublic(jwk.rsaKey());
      }
      return verifies(Signature.getInstance(ALGORITHM), key, signed, signature);
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
}
