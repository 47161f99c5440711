package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.http.ResendRules.Fate;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to an answer.
 *
 * @param request makes the request of one attempt
 * @param attempts the number of this attempt, from 1 on
 * @param before why the attempt before failed, or null for the first
 * @param moves how often it went to another connection, which does not count as an attempt
 */
record Exchange(
    Step step,
    RequestKind kind,
    Deadline deadline,
    Supplier<Request> request,
    int attempts,
    @Nullable StepFailure before,
    int moves) {

  /** A request before its first attempt. */
  static Exchange of(Step step, RequestKind kind, Deadline deadline, Supplier<Request> request) {
    return new Exchange(step, kind, deadline, request, 1, null, 0);
  }

  /** The request of this attempt, with the cookies that the answer before it set. */
  Request next() {
    Request next = request.get();
    return before == null || before.answer() == null
        ? next
        : next.withCookies(before.answer().cookies());
  }

  /** The next attempt. An attempt without an answer leaves the cookies of the answer before it. */
  Exchange after(StepFailure failure) {
    StepFailure last =
        failure.answer() == null && before != null ? failure.withAnswer(before.answer()) : failure;
    return new Exchange(step, kind, deadline, request, attempts + 1, last, moves);
  }

  /** The same attempt on another connection. */
  Exchange moved() {
    return new Exchange(step, kind, deadline, request, attempts, before, moves + 1);
  }

  /** The failure of this attempt, if it was the last one: with the cookies of an answer before. */
  StepFailure last(StepFailure failure) {
    return failure.answer() == null && before != null && before.answer() != null
        ? failure.withAnswer(new StepFailure.Answer(null, null, before.answer().cookies()))
        : failure;
  }

  /** The failure if the server's pause ends after the deadline. */
  StepException heldBack(Duration pause) {
    StepFailure failure =
        notSent(
                ErrorCode.RATE_LIMITED,
                "PingOne's Retry-After ends after this acquisition's deadline")
            .withRetryAfter(pause);
    return new StepException(
        before == null
            ? failure
            : failure
                .withAnswer(before.answer())
                .withRetryAfter(longer(pause, before.retryAfter())));
  }

  /** The server may have asked this request for more than the pause that all keep. */
  private static Duration longer(Duration pause, @Nullable Duration asked) {
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }

  /** The failure if the deadline passes between attempts. */
  StepException tooLate() {
    return new StepException(notSent(ErrorCode.TIMEOUT, "the acquisition's deadline passed"));
  }

  /**
   * A failure between attempts. The attempt before was not processed, or else this kind of request
   * may be sent again whatever became of it: so the last word is that it was not processed.
   */
  StepFailure notSent(ErrorCode error, String description) {
    return last(StepFailure.of(error, step, description).withFate(Fate.NOT_PROCESSED));
  }
}
