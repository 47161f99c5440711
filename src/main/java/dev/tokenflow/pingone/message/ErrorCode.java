package dev.tokenflow.pingone.message;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed.
 *
 * <p>Retryable: the same request may succeed later without any change.
 */
public enum ErrorCode {
  /** The request is malformed. */
  INVALID_REQUEST(400, false),
  /** Wrong user name, password or one-time passcode. */
  INVALID_CREDENTIALS(401, false),
  /** The account is locked; {@link Failure#retryAfter()} says for how long, if PingOne does. */
  ACCOUNT_LOCKED(403, false),
  /** The account is disabled. */
  ACCOUNT_DISABLED(403, false),
  /** PingOne denied access. */
  ACCESS_DENIED(403, false),
  /** PingOne ended the flow without success. */
  FLOW_FAILED(403, false),
  /** The flow is gone; a new sign-on begins a new one. */
  FLOW_EXPIRED(410, true),
  /** The flow requires what cannot be done headlessly, or does not offer the action now. */
  ACTION_UNSUPPORTED(422, false),
  /** PingOne's rate limit was exceeded, and still is after the retries. */
  RATE_LIMITED(429, true),
  /** PingOne refuses the client or its assertion. */
  INVALID_CLIENT(500, false),
  /** PingOne refuses the authorization code, or the refresh token (then the reply has 401). */
  INVALID_GRANT(500, false),
  /** A scope is unknown or not granted to the application. */
  INVALID_SCOPE(500, false),
  /** The application or this client is set up wrongly. */
  CONFIGURATION(500, false),
  /** A bug in this client. */
  INTERNAL(500, false),
  /** PingOne's answer cannot be understood or trusted. */
  INVALID_RESPONSE(502, false),
  /** The ID token is missing or invalid. */
  INVALID_ID_TOKEN(502, false),
  /** PingOne cannot be reached, or answered 5xx. */
  UNAVAILABLE(503, true),
  /** The queue of this client is full. */
  OVERLOADED(503, true),
  /** A timeout or the deadline passed. */
  TIMEOUT(504, true);

  private final int failureCode;
  private final boolean retryable;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  ErrorCode(int failureCode, boolean retryable) {
    this.failureCode = failureCode;
    this.retryable = retryable;
  }

  /** The code with this wire name; {@code INTERNAL} if there is none. */
  static ErrorCode of(@Nullable String wireName) {
    return Arrays.stream(values())
        .filter(code -> code.wireName.equals(wireName))
        .findFirst()
        .orElse(INTERNAL);
  }

  /** The {@code failureCode} of the event bus reply. */
  public int failureCode() {
    return failureCode;
  }

  /** Whether the same request may succeed later without any change. */
  public boolean retryable() {
    return retryable;
  }

  /** The name on the event bus, such as {@code invalid_credentials}. */
  public String wireName() {
    return wireName;
  }
}
