package dev.tokenflow.pingone.http;

/** Whether a request may be sent again when it is not known that the server did not process it. */
public enum Replay {
  /** Yes: processing it twice does no harm. */
  HARMLESS,
  /**
   * No: a password submitted twice counts twice towards a lock, and a code redeemed twice can
   * revoke what was issued (RFC 9700 section 2.1.1). It is sent again only if it certainly was not
   * processed: no connection was made, or the server refused it with 429 or with 503 and {@code
   * Retry-After}.
   */
  ONLY_IF_UNPROCESSED
}
