package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.sandbox.SandboxFault;
import java.util.Arrays;
import java.util.stream.Stream;

/** The failure that a caller gets for a fault if the request is not resent. */
record FaultOutcome(int code, String error) {

  /** The failure for a fault, or null for one that does not fail the request. */
  static FaultOutcome of(SandboxFault fault) {
    return switch (fault) {
      case STATUS_429, STATUS_429_BARE -> new FaultOutcome(429, "rate_limited");
      case STATUS_500,
          STATUS_502,
          STATUS_503,
          STATUS_503_RETRY_AFTER,
          RESET_BEFORE_READ,
          RESET_AFTER_READ,
          ANSWER_LOST,
          TRUNCATED,
          REFUSED_STREAM,
          STREAM_RESET ->
          new FaultOutcome(503, "unavailable");
      case NO_ANSWER, SLOW_DRIP -> new FaultOutcome(504, "timeout");
      case STATUS_400_PAGE,
          BODY_OF_1_MIB,
          BODY_OF_50_MIB,
          BODY_WITHOUT_END,
          HTML_PAGE,
          EMPTY_BODY,
          NO_JSON,
          JSON_ARRAY,
          JSON_NULL,
          JSON_OF_ANOTHER_SHAPE,
          MISSING_FIELDS,
          REDIRECT ->
          new FaultOutcome(502, "invalid_response");
      case FLOW_EXPIRED -> new FaultOutcome(410, "flow_expired");
      case DELAY, WRONG_CONTENT_TYPE, KEYS_ROTATED -> null;
    };
  }

  /** The faults that fail any request. */
  static Stream<SandboxFault> thatFailTheRequest() {
    return Arrays.stream(SandboxFault.values())
        .filter(fault -> of(fault) != null && fault != SandboxFault.FLOW_EXPIRED);
  }

  /** Whether the fault is a complete response with a success status. */
  static boolean hasSuccessStatus(SandboxFault fault) {
    return switch (fault) {
      case HTML_PAGE,
          EMPTY_BODY,
          NO_JSON,
          JSON_ARRAY,
          JSON_NULL,
          JSON_OF_ANOTHER_SHAPE,
          MISSING_FIELDS ->
          true;
      default -> false;
    };
  }
}
