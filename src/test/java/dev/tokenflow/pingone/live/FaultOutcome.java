package dev.tokenflow.pingone.live;

import dev.tokenflow.pingone.sandbox.SandboxFault;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a caller has to get where a request meets with a fault and is not sent again. */
record FaultOutcome(int code, String error) {

  /** The failure that the fault ends in; null where it does not end the acquisition. */
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
          TRUNCATED ->
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

  /** Every fault that spoils the answer, whatever was asked for. */
  static Stream<SandboxFault> thatSpoilAnAnswer() {
    return Arrays.stream(SandboxFault.values())
        .filter(fault -> of(fault) != null && fault != SandboxFault.FLOW_EXPIRED);
  }

  /** Whether a whole answer with a status of success comes, whatever is in it. */
  static boolean isASuccess(SandboxFault fault) {
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
