package dev.tokenflow.pingone.options;

/** What is published on the event bus in addition to the replies. */
public enum Publish {
  /** The tokens, and the failures. */
  TOKENS,
  /** The same without the tokens' values. */
  METADATA,
  /** Nothing. */
  OFF
}
