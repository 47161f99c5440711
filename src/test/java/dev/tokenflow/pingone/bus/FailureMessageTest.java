package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMessageTest {
  private static final Failure FULL =
      new Failure(
          ErrorCode.RATE_LIMITED,
          "PingOne's rate limit is reached",
          Step.TOKEN,
          Duration.ofSeconds(7),
          429,
          "p-1",
          null,
          null,
          null,
          "c-1");

  private static final ActionRequired NEXT =
      new ActionRequired(
          "OTP_REQUIRED",
          List.of("otp.check"),
          "h-1",
          "pingone.flow.1",
          Instant.ofEpochSecond(1795460900),
          new JsonObject().put("devices", new JsonArray()),
          "c-1");

  @Test
  void fullFailureHasTheContractsFields() {
    assertEquals(
        new JsonObject(
            """
            {"error":"rate_limited","error_description":"PingOne's rate limit is reached",
             "step":"token","retryable":true,"retry_after":7,"http_status":429,
             "pingone_id":"p-1","correlation_id":"c-1"}
            """),
        FailureMessage.encode(FULL));
  }

  @Test
  void whatIsNullIsLeftOut() {
    Failure bare =
        Failure.of(ErrorCode.INVALID_CREDENTIALS, Step.CREDENTIALS, "wrong password")
            .withCorrelationId("c-1");

    assertEquals(
        new JsonObject(
            """
            {"error":"invalid_credentials","error_description":"wrong password",
             "step":"credentials","retryable":false,"correlation_id":"c-1"}
            """),
        FailureMessage.encode(bare));
  }

  @ParameterizedTest
  @EnumSource
  void failuresOfEveryCodeComeBackAsTheyWent(ErrorCode code) {
    Failure failure =
        new Failure(code, "why", Step.RESUME, Duration.ZERO, 500, "p-1", null, null, null, "c-1");

    assertEquals(failure, decoded(FailureMessage.encode(failure)));
  }

  @ParameterizedTest
  @EnumSource
  void failuresAtEveryStepComeBackAsTheyWent(Step step) {
    Failure failure = Failure.of(ErrorCode.TIMEOUT, step, "why").withCorrelationId("c-1");

    assertEquals(failure, decoded(FailureMessage.encode(failure)));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT1.5S, 2"})
  void waitIsRoundedUpToWholeSeconds(Duration wait, int seconds) {
    assertEquals(
        seconds, FailureMessage.encode(FULL.withRetryAfter(wait)).getInteger("retry_after"));
  }

  @Test
  void failureOfAFlowThatLivesOnHasTheNextTrysFields() {
    Failure failure = FULL.withNext(NEXT).withLink("https://auth.example.com/rp");

    JsonObject message = FailureMessage.encode(failure);

    assertTrue(message.getBoolean("retryable"));
    assertEquals("h-1", message.getString("flow"));
    assertEquals("pingone.flow.1", message.getString("continue_at"));
    assertEquals("OTP_REQUIRED", message.getString("status"));
    assertEquals(new JsonArray().add("otp.check"), message.getJsonArray("actions"));
    assertEquals(1795460900, message.getLong("expires_at"));
    assertEquals("https://auth.example.com/rp", message.getString("link"));
    assertEquals(failure, decoded(message));
  }

  @Test
  void publishedFailureHasTheUserAndNothingToCarryTheFlowOnWith() {
    JsonObject message =
        FailureMessage.published(
            FULL.withNext(NEXT).withLink("https://auth.example.com/rp").withUsername("alice"));

    assertEquals(
        FailureMessage.encode(FULL).put("retryable", true).put("username", "alice"), message);
  }

  @Test
  void flowThatIsGoneTakesNoFurtherStepButASignOnCanBeginAgain() {
    assertFalse(Failure.of(ErrorCode.FLOW_EXPIRED, Step.ACTION, "why").retryable());
    assertTrue(Failure.of(ErrorCode.FLOW_EXPIRED, Step.CREDENTIALS, "why").retryable());
  }

  @Test
  void unknownErrorAndStepOfANewerVersionAreReadAsInternal() {
    JsonObject message =
        FailureMessage.encode(FULL).put("error", "moon_phase").put("step", "teleport");

    Failure failure = decoded(message);

    assertEquals(ErrorCode.INTERNAL, failure.error());
    assertEquals(Step.REQUEST, failure.step());
    assertEquals(FULL.description(), failure.description());
    assertEquals("c-1", failure.correlationId());
  }

  @Test
  void nobodyListeningIsUnavailable() {
    assertEquals(
        Failure.of(
            ErrorCode.UNAVAILABLE, Step.REQUEST, "no PingOneVerticle listens at pingone.sign-on"),
        decoded(new ReplyException(ReplyFailure.NO_HANDLERS, "none")));
  }

  @Test
  void silenceIsATimeout() {
    assertEquals(
        Failure.of(ErrorCode.TIMEOUT, Step.REQUEST, "no reply came from pingone.sign-on in time"),
        decoded(new ReplyException(ReplyFailure.TIMEOUT, "none")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "s3cret",
        "null",
        "[\"s3cret\"]",
        "\"s3cret\"",
        "{\"error\":\"timeout\"",
        "{\"error\":\"timeout\",\"retry_after\":\"s3cret\"}",
        "{\"error\":\"timeout\",\"http_status\":\"s3cret\"}"
      })
  void replyOfAnotherFormIsInternalAndNotShown(String text) {
    Failure failure = decoded(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 500, text));

    assertEquals(
        Failure.of(ErrorCode.INTERNAL, Step.REQUEST, "a reply that no PingOneVerticle sends"),
        failure);
  }

  private static Failure decoded(JsonObject message) {
    return decoded(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 500, message.encode()));
  }

  private static Failure decoded(ReplyException reply) {
    return FailureMessage.decode(reply, "pingone.sign-on");
  }
}
