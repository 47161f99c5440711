package dev.tokenflow.pingone.oauth;

import java.security.SecureRandom;

/**
 * A PKCE code verifier (RFC 7636 section 4.1).
 *
 * @param value the verifier; never shown by {@link #toString()}
 */
public record CodeVerifier(String value) {
  /** The only challenge method used here (RFC 7636 section 4.2). */
  public static final String CHALLENGE_METHOD = "S256";

  /** A fresh verifier of 32 octets, as RFC 7636 section 4.1 recommends. */
  public static CodeVerifier create(SecureRandom random) {
    return new CodeVerifier(Base64Url.random(random, 32));
  }

  /** {@code BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))}. */
  public String challenge() {
    return Base64Url.sha256(value, 32);
  }

  @Override
  public String toString() {
    return "CodeVerifier[***]";
  }
}
