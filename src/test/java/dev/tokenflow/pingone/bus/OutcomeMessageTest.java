package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeMessageTest {
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
  void tokensHaveTheContractsFields() {
    assertEquals(new JsonObject(TOKENS_JSON), OutcomeMessage.encode(TOKENS));
  }

  @Test
  void actionRequiredHasTheContractsFields() {
    assertEquals(new JsonObject(ACTION_JSON), OutcomeMessage.encode(ACTION));
  }

  @Test
  void whatIsNullIsLeftOutOfTokens() {
    assertEquals(
        new JsonObject(
            """
            {"outcome":"tokens","access_token":"an-access-token","token_type":"Bearer",
             "correlation_id":"c-1"}
            """),
        OutcomeMessage.encode(BARE_TOKENS));
  }

  @Test
  void unknownExpiryIsLeftOutOfActionRequired() {
    JsonObject expected = new JsonObject(ACTION_JSON);
    expected.remove("expires_at");

    assertEquals(expected, OutcomeMessage.encode(withoutExpiry()));
  }

  @Test
  void partsOfASecondAreCutOffTheExpiry() {
    ActionRequired action =
        new ActionRequired(
            "OTP_REQUIRED",
            List.of(),
            "a-handle",
            "pingone.flow.an-instance",
            Instant.ofEpochSecond(1795460900, 999_999_999),
            new JsonObject(),
            "c-1");

    assertEquals(1795460900L, OutcomeMessage.encode(action).getValue("expires_at"));
  }

  @Test
  void outcomesComeBackAsTheyWent() {
    assertEquals(TOKENS, OutcomeMessage.decode(OutcomeMessage.encode(TOKENS)));
    assertEquals(BARE_TOKENS, OutcomeMessage.decode(OutcomeMessage.encode(BARE_TOKENS)));
    assertEquals(ACTION, OutcomeMessage.decode(OutcomeMessage.encode(ACTION)));
    assertEquals(withoutExpiry(), OutcomeMessage.decode(OutcomeMessage.encode(withoutExpiry())));
  }

  @Test
  void outcomesThatCrossedAClusterAsTextAreRead() {
    assertEquals(TOKENS, OutcomeMessage.decode(new JsonObject(TOKENS_JSON)));
    assertEquals(ACTION, OutcomeMessage.decode(new JsonObject(ACTION_JSON)));
  }

  @Test
  void metadataLacksExactlyTheThreeTokens() {
    JsonObject message = OutcomeMessage.encode(TOKENS);

    JsonObject metadata = OutcomeMessage.withoutTokens(message);

    assertEquals(
        new JsonObject(
            """
            {"outcome":"tokens","token_type":"Bearer","expires_in":3600,"expires_at":1795460000,
             "scope":"openid","claims":{"sub":"a-subject"},"username":"alice",
             "correlation_id":"c-1"}
            """),
        metadata);
    assertEquals(new JsonObject(TOKENS_JSON), message, "the reply itself keeps them");
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
