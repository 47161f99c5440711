package dev.tokenflow.pingone.options;

/** What is published on the event bus in addition to the replies. */
public enum Publish {
  /** Access and ID tokens, and the failures; a refresh token goes to its caller alone. */
  TOKENS,
  /** The same with the refresh token. Two holders of one that is rotated revoke each other's. */
  ALL,
  /** The same without any token's value, and of the claims {@code sub} alone. */
  METADATA,
  /** Nothing. */
  OFF
}
