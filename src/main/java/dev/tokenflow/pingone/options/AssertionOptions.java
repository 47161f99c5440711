package dev.tokenflow.pingone.options;

import java.time.Duration;

/**
 * How client assertions are made (RFC 7523).
 *
 * @param algorithm what signs them
 * @param lifetime from {@code iat} to {@code exp}; PingOne accepts an hour at most
 * @param audience the value of {@code aud}
 */
public record AssertionOptions(Algorithm algorithm, Duration lifetime, Audience audience) {

  /** A signature algorithm (RFC 7518 section 3.1). */
  public enum Algorithm {
    HS256(32),
    HS384(48),
    HS512(64),
    RS256(0),
    RS384(0),
    RS512(0),
    ES256(0),
    ES384(0),
    ES512(0);

    private final int keyOctets;

    Algorithm(int keyOctets) {
      this.keyOctets = keyOctets;
    }

    /** Whether the client secret signs with it, and no private key. */
    public boolean isMac() {
      return keyOctets > 0;
    }

    /** The minimum length of a secret (RFC 7518 section 3.2), or 0 if a private key signs. */
    public int keyOctets() {
      return keyOctets;
    }
  }

  /** The value of {@code aud}. */
  public enum Audience {
    /** The URL being called. */
    ENDPOINT,
    /** The authorization server's issuer. */
    ISSUER
  }

  static AssertionOptions of(Settings settings, Algorithm algorithm) {
    return new AssertionOptions(
        algorithm,
        settings.seconds("assertion.lifetimeSeconds"),
        settings.choice("assertion.audience", Audience.class));
  }

  /** What signs request objects. PingOne takes none that an EC key signs. */
  public Algorithm requestObjectAlgorithm() {
    return algorithm.name().startsWith("ES") ? Algorithm.HS256 : algorithm;
  }

  /** What signs login hint tokens. PingOne takes none that a private key signs. */
  public Algorithm loginHintAlgorithm() {
    return algorithm.isMac() ? algorithm : Algorithm.HS256;
  }
}
