package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ErrorCode;

/** Why an attempt brought no answer, and what that says about the request. */
final class AttemptFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What became of the request. */
  enum Kind {
    /** No connection was made: the server cannot have seen the request. */
    NOT_SENT(ErrorCode.UNAVAILABLE),
    /** When there was a connection at last, requests were held back: this one was not sent. */
    HELD_BACK(ErrorCode.RATE_LIMITED),
    /** The connection broke before the answer was whole. */
    ANSWER_LOST(ErrorCode.UNAVAILABLE),
    /** The answer did not come, or did not end, in time. */
    TIMED_OUT(ErrorCode.TIMEOUT),
    /** The answer is larger than any that PingOne sends. */
    TOO_LARGE(ErrorCode.INVALID_RESPONSE),
    /** This client was closed meanwhile. */
    CLOSED(ErrorCode.UNAVAILABLE);

    private final ErrorCode error;

    Kind(ErrorCode error) {
      this.error = error;
    }

    ErrorCode error() {
      return error;
    }
  }

  private final Kind kind;

  AttemptFailure(Kind kind, String description) {
    super(description, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
