package dev.tokenflow.pingone.acquisition;

/**
 * How an acquisition ended that did not fail: with tokens, or with a step that PingOne asks for.
 */
public sealed interface Outcome permits Tokens, ActionRequired {

  /** The acquisition's id, for logs and support. */
  String correlationId();
}
