package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import org.jspecify.annotations.Nullable;

/** What may be sent again: the one place that decides it. */
public final class ResendRules {
  private ResendRules() {}

  /** What is known of a request that brought no usable answer. */
  public enum Fate {
    /** The server certainly did not process it. */
    NOT_PROCESSED,
    /** The server may have processed it. */
    UNKNOWN
  }

  /** What to do next. */
  public enum Remedy {
    /** Send the same request again. */
    RESEND,
    /** Begin anew, since what the request refers to may be used up. */
    BEGIN_ANEW,
    /** Look at the flow and go on from its status if it moved. */
    LOOK_AT_FLOW,
    /** Look at the flow, and send the request again, once, if the flow did not move. */
    LOOK_AND_RESEND_ONCE,
    /** Give up. */
    FAIL
  }

  /**
   * The remedy after an attempt at this kind of request.
   *
   * @param fate null if the server's answer is final, which nothing remedies
   */
  public static Remedy remedy(RequestKind kind, @Nullable Fate fate) {
    if (fate == null) {
      return Remedy.FAIL;
    }
    return switch (kind) {
      case AUTHORIZE,
          PUSH_AUTHORIZATION,
          LOOK_AT_FLOW,
          CLIENT_CREDENTIALS,
          KEY_SET,
          KEY_SET_AHEAD,
          INTROSPECT,
          REVOKE,
          SIGN_OFF,
          USER_INFO ->
          Remedy.RESEND;
      case AUTHORIZE_PUSHED -> Remedy.BEGIN_ANEW;
      case RESUME -> fate == Fate.NOT_PROCESSED ? Remedy.RESEND : Remedy.LOOK_AND_RESEND_ONCE;
      // A password submitted twice counts twice towards a lock.
      case CREDENTIALS, ACTION -> fate == Fate.NOT_PROCESSED ? Remedy.RESEND : Remedy.LOOK_AT_FLOW;
      // A code redeemed twice can revoke what was issued (RFC 9700 section 2.1.1), as can a rotated
      // refresh token (section 4.14.2).
      case AUTHORIZATION_CODE, REFRESH_TOKEN ->
          fate == Fate.NOT_PROCESSED ? Remedy.RESEND : Remedy.FAIL;
    };
  }

  /**
   * Whether a flow that was begun ahead is replaced by a new one, once, after PingOne answered the
   * first submission to it with 404 {@code NOT_FOUND}: the flow is gone, so nothing was counted.
   *
   * @param attempts how often the submission was attempted
   */
  public static boolean replacesFlowBegunAhead(RequestKind kind, int attempts) {
    return kind == RequestKind.CREDENTIALS && attempts == 1;
  }

  /**
   * Whether a refresh token can be used again after a refresh failed with this: only if the server
   * certainly did not process it. Under rotation a second use revokes everything that was issued
   * from it (RFC 9700 section 4.14.2), including the tokens that are still valid.
   */
  public static boolean mayReuseRefreshToken(Failure failure) {
    // A key set that is rate limited fails after the refresh was processed.
    boolean refused = failure.error() == ErrorCode.RATE_LIMITED && failure.step() == Step.TOKEN;
    // A bug may show after the refresh was sent.
    return refused || (failure.step() == Step.REQUEST && failure.error() != ErrorCode.INTERNAL);
  }
}
