package dev.tokenflow.pingone.http;

import java.util.Locale;

/**
 * Requests that a server limits together: a {@code Retry-After} and a pace concern one group, and
 * the others go on.
 */
public enum RequestGroup {
  /** Authorization, flows and the token endpoint. */
  SIGN_ON,
  INTROSPECT,
  /** What ends tokens and sessions. */
  REVOKE,
  USERINFO,
  /** The key set. */
  JWKS;

  private final String meterName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in meters, such as {@code sign-on}. */
  public String meterName() {
    return meterName;
  }
}
