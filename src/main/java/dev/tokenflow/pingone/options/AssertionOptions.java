package dev.tokenflow.pingone.options;

import java.time.Duration;

/**
 * How client assertions are made (RFC 7523).
 *
 * @param algorithm the MAC
 * @param lifetime from {@code iat} to {@code exp}; PingOne accepts an hour at most
 * @param audience the value of {@code aud}
 */
public record AssertionOptions(Algorithm algorithm, Duration lifetime, Audience audience) {

  /** An HMAC with SHA-2 (RFC 7518 section 3.2). */
  public enum Algorithm {
    HS256(32),
    HS384(48),
    HS512(64);

    private final int keyOctets;

    Algorithm(int keyOctets) {
      this.keyOctets = keyOctets;
    }

    /** The minimum length of a key (RFC 7518 section 3.2). */
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

  static AssertionOptions of(Settings settings) {
    return new AssertionOptions(
        settings.choice("assertion.algorithm", Algorithm.class),
        settings.seconds("assertion.lifetimeSeconds"),
        settings.choice("assertion.audience", Audience.class));
  }
}
