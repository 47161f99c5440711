package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.RequestMeter.ResendReason;
import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why one attempt brought no answer that its caller can use. */
final class AttemptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What became of the attempt. */
  enum Kind {
    /** No connection was made: the server cannot have seen the request. */
    NO_CONNECTION(ErrorCode.UNAVAILABLE, Fate.NOT_PROCESSED),
    /** One address of the server takes no connection, and the next attempt goes to another. */
    ADDRESS_FAILED(ErrorCode.UNAVAILABLE, Fate.NOT_PROCESSED),
    /** The proxy made no connection: no fault of the server, which cannot have seen the request. */
    PROXY_FAILED(ErrorCode.UNAVAILABLE, Fate.NOT_PROCESSED),
    /** No connection came in time, so nothing was sent; others may hold all there are. */
    NOT_SENT(ErrorCode.TIMEOUT, Fate.NOT_PROCESSED),
    /** No connection, and none is possible until a setting changes. */
    MISCONFIGURED(ErrorCode.CONFIGURATION, null),
    /** A pause began while it waited for a connection: it was not sent and does not count. */
    HELD_BACK(ErrorCode.RATE_LIMITED, Fate.NOT_PROCESSED),
    /** The server refused the HTTP/2 stream, and so did not process it. */
    UNPROCESSED(ErrorCode.UNAVAILABLE, Fate.NOT_PROCESSED),
    /** The connection ended before the server took the request, see {@link Http2Connection}. */
    NOT_TAKEN(ErrorCode.UNAVAILABLE, Fate.NOT_PROCESSED),
    /** The connection broke before the answer was whole. */
    ANSWER_LOST(ErrorCode.UNAVAILABLE, Fate.UNKNOWN),
    /** The answer did not come, or did not end, in time. */
    TIMED_OUT(ErrorCode.TIMEOUT, Fate.UNKNOWN),
    /** The answer is larger than any that PingOne sends. */
    TOO_LARGE(ErrorCode.INVALID_RESPONSE, null),
    /** What came is not HTTP. */
    NOT_HTTP(ErrorCode.INVALID_RESPONSE, null),
    /** The client was closed. */
    CLOSED(ErrorCode.UNAVAILABLE, null),
    /** The server refused to process it for now: 429, or 503 with {@code Retry-After}. */
    REFUSED(ErrorCode.RATE_LIMITED, Fate.NOT_PROCESSED),
    /** The server failed: any other 5xx. */
    SERVER_ERROR(ErrorCode.UNAVAILABLE, Fate.UNKNOWN);

    private final ErrorCode error;
    private final @Nullable Fate fate;

    Kind(ErrorCode error, @Nullable Fate fate) {
      this.error = error;
      this.fate = fate;
    }

    /** Why the request is sent again, if it is. */
    ResendReason resendReason() {
      return switch (this) {
        case NO_CONNECTION, ADDRESS_FAILED, PROXY_FAILED, NOT_SENT, MISCONFIGURED ->
            ResendReason.NO_CONNECTION;
        case HELD_BACK, UNPROCESSED, NOT_TAKEN -> ResendReason.REFUSED;
        case REFUSED -> ResendReason.RATE_LIMITED;
        case SERVER_ERROR -> ResendReason.UNAVAILABLE;
        case ANSWER_LOST, TIMED_OUT, TOO_LARGE, NOT_HTTP, CLOSED -> ResendReason.LOST;
      };
    }

    /**
     * Whether it shows that the server is down.
     *
     * @param probe whether the attempt was to show that the server is up
     */
    boolean isFault(boolean probe) {
      return switch (this) {
        case NO_CONNECTION, SERVER_ERROR -> true;
        case REFUSED, MISCONFIGURED -> false;
        default -> probe;
      };
    }
  }

  private final Kind kind;
  private final transient StepFailure failure;

  private AttemptFailure(Kind kind, StepFailure failure) {
    super(failure.description(), null, false, false);
    this.kind = kind;
    this.failure = failure;
  }

  /** An attempt without a whole answer. */
  static AttemptFailure of(Kind kind, Step step, String description) {
    return new AttemptFailure(
        kind, StepFailure.of(kind.error, step, description).withFate(kind.fate));
  }

  /**
   * The failure of an answer with 1xx, 429 or 5xx; null for any other, which its caller can use,
   * and for a 429 that is about one user.
   */
  static @Nullable AttemptFailure of(Response response) {
    int status = response.status();
    if (status >= 100 && status < 200) {
      // Vert.x passes over 100 and 103 (RFC 9110 section 15.2), and loses the answer after another.
      return of(
          Kind.ANSWER_LOST, response.step(), "the answer after status " + status + " was lost");
    }
    if (status < 500 && (status != 429 || UserRefusal.isIn(response))) {
      return null;
    }
    Duration asked = response.retryAfter();
    Kind kind =
        status == 429 || (status == 503 && asked != null) ? Kind.REFUSED : Kind.SERVER_ERROR;
    StepFailure failure =
        status == 429
            ? response.failure(ErrorCode.RATE_LIMITED, "PingOne's rate limit is reached (429)")
            : response.failure(ErrorCode.UNAVAILABLE, "PingOne failed with status " + status);
    return new AttemptFailure(kind, failure.withRetryAfter(asked).withFate(kind.fate));
  }

  Kind kind() {
    return kind;
  }

  /** What the attempt's caller gets, if this was the last one. */
  StepFailure failure() {
    return failure;
  }
}
