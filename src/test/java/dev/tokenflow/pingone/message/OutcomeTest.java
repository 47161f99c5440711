package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final String TOKENS_JSON =
      """
      {"outcome":"tokens","access_token":"an-access-token","token_type":"Bearer",
       "expires_in":3600,"expires_at":1795460000,"scope":"openid","id_token":"an-id-token",
       "refresh_token":"a-refresh-token","claims":{"sub":"a-subject"},"username":"alice",
       "correlation_id":"c-1"}
      """;
  private static final String ACTION_JSON =
      """
      {"outcome":"action_required","status":"OTP_REQUIRED","actions":["otp.check"],
       "flow":"a-handle","continue_at":"pingone.flow.an-instance","expires_at":1795460900,
       "embedded":{"devices":[]},"correlation_id":"c-1"}
      """;

  private static final Tokens TOKENS =
      new Tokens(
          "an-access-token",
          "Bearer",
          Duration.ofHours(1),
          Instant.ofEpochSecond(1795460000),
          "openid",
          "an-id-token",
          "a-refresh-token",
          new JsonObject().put("sub", "a-subject"),
          "alice",
          "c-1");
  private static final Tokens BARE_TOKENS =
      new Tokens("an-access-token", "Bearer", null, null, null, null, null, null, null, "c-1");
  private static final ActionRequired ACTION =
      new ActionRequired(
          "OTP_REQUIRED",
          List.of("otp.check"),
          "a-handle",
          "pingone.flow.an-instance",
          Instant.ofEpochSecond(1795460900),
          new JsonObject().put("devices", new JsonArray()),
          "c-1");

  @Test
  void writesTokensAsTheContractSays() {
    assertEquals(new JsonObject(TOKENS_JSON), TOKENS.toJson());
  }

  @Test
  void writesActionRequiredAsTheContractSays() {
    assertEquals(new JsonObject(ACTION_JSON), ACTION.toJson());
  }

  @Test
  void omitsNullFieldsOfTokens() {
    assertEquals(
        new JsonObject(
            """
            {"outcome":"tokens","access_token":"an-access-token","token_type":"Bearer",
             "correlation_id":"c-1"}
            """),
        BARE_TOKENS.toJson());
  }

  @Test
  void omitsUnknownExpiryOfActionRequired() {
    JsonObject expected = new JsonObject(ACTION_JSON);
    expected.remove("expires_at");

    assertEquals(expected, withoutExpiry().toJson());
  }

  @Test
  void truncatesExpiryToSeconds() {
    ActionRequired action =
        new ActionRequired(
            "OTP_REQUIRED",
            List.of(),
            "a-handle",
            "pingone.flow.an-instance",
            Instant.ofEpochSecond(1795460900, 999_999_999),
            new JsonObject(),
            "c-1");

    assertEquals(1795460900L, action.toJson().getValue("expires_at"));
  }

  @Test
  void readsWhatItWrites() {
    assertEquals(TOKENS, Outcome.fromJson(TOKENS.toJson()));
    assertEquals(BARE_TOKENS, Outcome.fromJson(BARE_TOKENS.toJson()));
    assertEquals(ACTION, Outcome.fromJson(ACTION.toJson()));
    assertEquals(withoutExpiry(), Outcome.fromJson(withoutExpiry().toJson()));
  }

  @Test
  void readsOutcomesThatCrossedAClusterAsText() {
    assertEquals(TOKENS, Outcome.fromJson(new JsonObject(TOKENS_JSON)));
    assertEquals(ACTION, Outcome.fromJson(new JsonObject(ACTION_JSON)));
  }

  private static ActionRequired withoutExpiry() {
    return new ActionRequired(
        ACTION.status(),
        ACTION.actions(),
        ACTION.flow(),
        ACTION.continueAt(),
        null,
        ACTION.embedded(),
        ACTION.correlationId());
  }
}
