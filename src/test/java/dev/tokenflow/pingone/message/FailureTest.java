package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
  private static final Failure FULL =
      new Failure(
          ErrorCode.RATE_LIMITED,
          "PingOne's rate limit is reached",
          Step.TOKEN,
          Duration.ofSeconds(7),
          429,
          "p-1",
          List.of(),
          null,
          null,
          null,
          "c-1");

  private static final Failure.Detail DETAIL =
      new Failure.Detail(
          "INVALID_VALUE",
          "newPassword",
          "too short",
          new JsonObject().put("unsatisfiedRequirements", new JsonArray().add("length")));

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
  void writesTheContractsFields() {
    assertEquals(
        new JsonObject(
            """
            {"error":"rate_limited","error_description":"PingOne's rate limit is reached",
             "step":"token","retryable":true,"retry_after":7,"http_status":429,
             "pingone_id":"p-1","correlation_id":"c-1"}
            """),
        FULL.toJson());
  }

  @Test
  void omitsNullFields() {
    Failure bare = bare(ErrorCode.INVALID_CREDENTIALS, Step.CREDENTIALS, "wrong password");

    assertEquals(
        new JsonObject(
            """
            {"error":"invalid_credentials","error_description":"wrong password",
             "step":"credentials","retryable":false,"correlation_id":"c-1"}
            """),
        bare.toJson());
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryErrorThatItWrites(ErrorCode code) {
    Failure failure =
        new Failure(
            code,
            "why",
            Step.RESUME,
            Duration.ZERO,
            500,
            "p-1",
            List.of(),
            null,
            null,
            null,
            "c-1");

    assertEquals(failure, decoded(failure.toJson()));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryStepThatItWrites(Step step) {
    Failure failure = bare(ErrorCode.TIMEOUT, step, "why");

    assertEquals(failure, decoded(failure.toJson()));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 0", "PT0.000000001S, 1", "PT1S, 1", "PT1.000000001S, 2", "PT1.5S, 2"})
  void roundsRetryAfterUpToSeconds(Duration wait, int seconds) {
    assertEquals(seconds, FULL.copyFor(wait).toJson().getInteger("retry_after"));
  }

  @Test
  void addsTheStepOfAnOpenFlow() {
    Failure failure = open(null);

    JsonObject message = failure.toJson();

    assertTrue(message.getBoolean("retryable"));
    assertEquals("h-1", message.getString("flow"));
    assertEquals("pingone.flow.1", message.getString("continue_at"));
    assertEquals("OTP_REQUIRED", message.getString("status"));
    assertEquals(new JsonArray().add("otp.check"), message.getJsonArray("actions"));
    assertEquals(1795460900, message.getLong("expires_at"));
    assertEquals("https://auth.example.com/rp", message.getString("link"));
    assertEquals(
        new JsonArray(
            """
            [{"code":"INVALID_VALUE","target":"newPassword","message":"too short",
              "inner_error":{"unsatisfiedRequirements":["length"]}}]"""),
        message.getJsonArray("details"));
    assertEquals(failure, decoded(message));
  }

  @Test
  void publishesTheUserNameButNeitherDetailsNorFlowNorLink() {
    JsonObject message = open("alice").toPublishedJson();

    assertEquals(FULL.toJson().put("retryable", true).put("username", "alice"), message);
  }

  @Test
  void expiredFlowIsRetryableOnlyAsANewSignOn() {
    assertFalse(bare(ErrorCode.FLOW_EXPIRED, Step.ACTION, "why").retryable());
    assertTrue(bare(ErrorCode.FLOW_EXPIRED, Step.CREDENTIALS, "why").retryable());
  }

  @Test
  void readsUnknownErrorAndStepAsInternal() {
    JsonObject message = FULL.toJson().put("error", "moon_phase").put("step", "teleport");

    Failure failure = decoded(message);

    assertEquals(ErrorCode.INTERNAL, failure.error());
    assertEquals(Step.REQUEST, failure.step());
    assertEquals(FULL.description(), failure.description());
    assertEquals("c-1", failure.correlationId());
  }

  private static Failure bare(ErrorCode error, Step step, String description) {
    return new Failure(
        error, description, step, null, null, null, List.of(), null, null, null, "c-1");
  }

  private static Failure open(String username) {
    return new Failure(
        FULL.error(),
        FULL.description(),
        FULL.step(),
        FULL.retryAfter(),
        FULL.httpStatus(),
        FULL.pingoneId(),
        List.of(DETAIL),
        "https://auth.example.com/rp",
        NEXT,
        username,
        "c-1");
  }

  private static Failure decoded(JsonObject message) {
    return Failure.fromJson(new JsonObject(message.encode()), null, "another id");
  }
}
