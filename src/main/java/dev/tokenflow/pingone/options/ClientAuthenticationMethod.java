package dev.tokenflow.pingone.options;

import java.util.Locale;

/** How the client authenticates (OpenID Connect Core section 9). */
public enum ClientAuthenticationMethod {
  /** By a JWT that the client secret signs; the secret itself is never sent. */
  CLIENT_SECRET_JWT(true),
  /** By a JWT that a private key signs, which never leaves this machine. */
  PRIVATE_KEY_JWT(false),
  /** By the client secret in the {@code Authorization} header (RFC 6749 section 2.3.1). */
  CLIENT_SECRET_BASIC(true),
  /** By the client secret in the body (RFC 6749 section 2.3.1). */
  CLIENT_SECRET_POST(true),
  /** Not at all: a public client, which names its client id alone (RFC 6749 section 2.1). */
  NONE(false);

  private final boolean needsSecret;

  ClientAuthenticationMethod(boolean needsSecret) {
    this.needsSecret = needsSecret;
  }

  /** The method's name, as configured and as registered (OpenID Connect Core section 9). */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it authenticates by the client secret. */
  public boolean needsSecret() {
    return needsSecret;
  }
}
