package dev.tokenflow.pingone.message;

import java.util.Locale;

/** The header {@code event} of published tokens. */
public enum TokenEvent {
  /** The tokens are new. */
  ISSUED,
  /** The tokens replace others, by a refresh token. */
  REFRESHED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The header's value. */
  public String wireName() {
    return wireName;
  }
}
