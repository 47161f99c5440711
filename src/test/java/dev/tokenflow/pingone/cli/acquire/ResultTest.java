package dev.tokenflow.pingone.cli.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line of each kind of result, and what a later run reads from it. */
class ResultTest {
  private static final User ALICE = new User(2, "alice\n\"a\"", "wonderland", null);
  private static final User BOB = new User(3, "bob", "builder", "openid p1:read:user");
  private static final Instant SOON = Instant.ofEpochSecond(1795460900);

  private static final ActionRequired STEP =
      new ActionRequired(
          "OTP_REQUIRED",
          List.of("otp.check"),
          "handle",
          null,
          SOON,
          new JsonObject().put("devices", new JsonObject()),
          "c1");

  @Test
  void writesTokensAsOnTheEventBus() {
    Tokens tokens = tokens(null);

    JsonObject line = line(new Result.Answered(ALICE, tokens));

    assertEquals(tokens.toJson().put("username", ALICE.username()), line);
    assertEquals(
        new PreviousLine(ALICE.username(), new Ending(Ending.TOKENS, "", "")), previous(line));
  }

  @Test
  void addsScopeOfTheUsersFileUnlessTokensHaveOne() {
    assertEquals(
        "openid p1:read:user", line(new Result.Answered(BOB, tokens(null))).getString("scope"));
    assertEquals("openid", line(new Result.Answered(BOB, tokens("openid"))).getString("scope"));
    assertEquals("openid p1:read:user", line(new Result.Answered(BOB, STEP)).getString("scope"));
    assertEquals("openid p1:read:user", line(failed(BOB, null)).getString("scope"));
    assertFalse(line(failed(ALICE, null)).containsKey("scope"));
  }

  @Test
  void leavesOutTheHandleOfAFlow() {
    JsonObject line = line(new Result.Answered(BOB, STEP));

    JsonObject expected = STEP.toJson().put("username", "bob").put("scope", BOB.scope());
    expected.remove("flow");
    expected.remove("continue_at");
    assertEquals(expected, line);
    assertEquals(
        new PreviousLine("bob", new Ending(Ending.ACTION_REQUIRED, "OTP_REQUIRED", "")),
        previous(line));
  }

  @Test
  void writesTheFieldsOfAFailure() {
    JsonObject line = line(failed(ALICE, null));

    assertEquals(
        new JsonObject()
            .put("username", ALICE.username())
            .put("outcome", "failed")
            .put("error", "invalid_credentials")
            .put("error_description", "wrong")
            .put("step", "credentials")
            .put("retryable", false)
            .put("retry_after", 3)
            .put("http_status", 400)
            .put("pingone_id", "p1")
            .put("link", "https://example.com")
            .put("correlation_id", "c1"),
        line);
    assertEquals(
        new PreviousLine(
            ALICE.username(), new Ending(Ending.FAILED, "invalid_credentials", "credentials")),
        previous(line));
  }

  @Test
  void isNotRetryableForAFlowThatIsGone() {
    assertEquals(line(failed(ALICE, null)), line(failed(ALICE, STEP)));
  }

  private static Tokens tokens(String scope) {
    return new Tokens(
        "a", "Bearer", Duration.ofHours(1), SOON, scope, "i", "r", new JsonObject(), null, "c1");
  }

  private static Result failed(User user, ActionRequired next) {
    return new Result.Failed(
        user,
        new Failure(
            ErrorCode.INVALID_CREDENTIALS,
            "wrong",
            Step.CREDENTIALS,
            Duration.ofMillis(2_100),
            400,
            "p1",
            List.of(),
            "https://example.com",
            next,
            user.username(),
            "c1"));
  }

  private static JsonObject line(Result result) {
    String line = new String(result.line(), UTF_8);
    assertFalse(line.contains("\n"), line);
    return new JsonObject(line);
  }

  private static PreviousLine previous(JsonObject line) {
    return PreviousLine.parse(line.encode().getBytes(UTF_8));
  }
}
