package dev.tokenflow.pingone.acquisition;

import java.util.Locale;

/**
 * Why an acquisition failed.
 *
 * <p>Retryable means: the same request may succeed later although nobody changes anything.
 */
public enum ErrorCode {
  /** The request is malformed. */
  INVALID_REQUEST(400, false),
  /** Wrong user name or password. */
  INVALID_CREDENTIALS(401, false),
  /** The account is locked; {@link Failure#retryAfter()} tells for how long, where PingOne does. */
  ACCOUNT_LOCKED(403, false),
  /** The account is disabled. */
  ACCOUNT_DISABLED(403, false),
  /** PingOne denied access. */
  ACCESS_DENIED(403, false),
  /** PingOne ended the flow without success. */
  FLOW_FAILED(403, false),
  /** The flow is gone; a new sign-on starts a new one. */
  FLOW_EXPIRED(410, true),
  /** The flow wants what cannot be done headlessly, or the action is not offered. */
  ACTION_UNSUPPORTED(422, false),
  /** PingOne's rate limit, still so after the retries. */
  RATE_LIMITED(429, true),
  /** PingOne does not accept the client or its assertion. */
  INVALID_CLIENT(500, false),
  /** PingOne does not accept the authorization code or the refresh token. */
  INVALID_GRANT(500, false),
  /** A scope is unknown or not granted to the application. */
  INVALID_SCOPE(500, false),
  /** The application or this client is set up wrongly. */
  CONFIGURATION(500, false),
  /** A fault of this client. */
  INTERNAL(500, false),
  /** PingOne's answer cannot be understood or trusted. */
  INVALID_RESPONSE(502, false),
  /** The ID token is missing or not valid. */
  INVALID_ID_TOKEN(502, false),
  /** PingOne cannot be reached, or failed with a 5xx. */
  UNAVAILABLE(503, true),
  /** Too many acquisitions wait here already. */
  OVERLOADED(503, true),
  /** A time-out or the acquisition's deadline passed. */
  TIMEOUT(504, true);

  private final int failureCode;
  private final boolean retryable;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  ErrorCode(int failureCode, boolean retryable) {
    this.failureCode = failureCode;
    this.retryable = retryable;
  }

  /** The {@code failureCode} of the event bus reply. */
  public int failureCode() {
    return failureCode;
  }

  /** Whether the same request may succeed later although nobody changes anything. */
  public boolean retryable() {
    return retryable;
  }

  /** The name on the event bus, such as {@code invalid_credentials}. */
  public String wireName() {
    return wireName;
  }
}
