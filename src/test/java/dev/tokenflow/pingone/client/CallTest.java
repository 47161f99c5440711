package dev.tokenflow.pingone.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.log.LogsErrors;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Failures;
import dev.tokenflow.pingone.message.MalformedRequestException;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.oauth.TokenSet;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Call call = Call.begin("c-1", "alice", TIMEOUT);

  @Test
  void generatesAnIdWhereTheCallerGivesNone() {
    String first = Call.begin(null, null, TIMEOUT).correlationId();

    assertNotEquals(first, Call.begin(null, null, TIMEOUT).correlationId());
  }

  @Test
  void addsItsIdsToAFailure() {
    StepFailure step =
        StepFailure.of(ErrorCode.RATE_LIMITED, Step.TOKEN, "slow down")
            .withRetryAfter(TIMEOUT)
            .withAnswer(new StepFailure.Answer(429, "p-1", Cookies.NONE))
            .withDetails(List.of(new Failure.Detail("QUOTA_EXCEEDED", null, null, null)));

    assertEquals(
        new Failure(
            ErrorCode.RATE_LIMITED,
            "slow down",
            Step.TOKEN,
            TIMEOUT,
            429,
            "p-1",
            List.of(new Failure.Detail("QUOTA_EXCEEDED", null, null, null)),
            null,
            null,
            "alice",
            "c-1"),
        Failures.of(call.complete(() -> Future.failedFuture(new StepException(step)))));
  }

  @Test
  void addsItsIdsToTokens() {
    Tokens tokens = call.tokens(new TokenSet("at", null, null, "openid", null, null, null));

    assertEquals("alice", tokens.username());
    assertEquals("c-1", tokens.correlationId());
  }

  @Test
  void leavesACompleteFailureAsItIs() {
    PingOneException complete =
        new PingOneException(Failure.of(ErrorCode.TIMEOUT, Step.TOKEN, "late", null, "c-2"));

    assertSame(complete.failure(), Failures.of(call.complete(() -> Future.failedFuture(complete))));
  }

  @Test
  void malformedRequestIsInvalid() {
    Failure failure =
        Failures.of(
            call.complete(
                () -> {
                  throw new MalformedRequestException("username is missing");
                }));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertEquals("username is missing", failure.description());
  }

  @Test
  @LogsErrors("an internal error is logged by its class and line")
  void unforeseenExceptionIsInternalAndItsTextIsNotShown() {
    Failure failure =
        Failures.of(
            call.complete(() -> Future.failedFuture(new IllegalStateException("wonderland"))));

    assertEquals(ErrorCode.INTERNAL, failure.error());
    assertEquals("a bug in this client, IllegalStateException", failure.description());
  }

  @Test
  void endsWhenItsCallerStopsWaiting() {
    Call shorter = call.within(Duration.ofSeconds(1));

    assertTrue(call.deadline().isAfter(shorter.deadline()));
    assertSame(call, call.within(Duration.ofMinutes(1)));
    assertSame(call, call.within(null));
    assertSame(call, call.within(Duration.ofMillis(999_999_999_999_999L)), "all that a header has");
    assertFalse(shorter.deadline().hasPassed());
  }
}
