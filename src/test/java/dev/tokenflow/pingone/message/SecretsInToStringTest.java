package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A value that is logged by accident shows no secret. */
class SecretsInToStringTest {
  private static final Instant EXPIRY = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void signOnOmitsThePassword() {
    assertEquals(
        "SignOn[username=alice, correlationId=c-1]",
        SignOn.of("alice", "wonderland").withCorrelationId("c-1").toString());
  }

  @Test
  void tokensOmitTokensAndClaims() {
    Tokens tokens =
        new Tokens(
            "an-access-token",
            "Bearer",
            Duration.ofHours(1),
            EXPIRY,
            "openid",
            "an-id-token",
            "a-refresh-token",
            new JsonObject().put("email", "alice@example.com"),
            "alice",
            "c-1");

    assertEquals(
        "Tokens[username=alice, scope=openid, expiresAt=2026-11-24T00:00:00Z, correlationId=c-1]",
        tokens.toString());
  }

  @Test
  void continuationOmitsHandleAndInput() {
    FlowAction passcode = FlowAction.checkOneTimePasscode("135790");

    assertEquals("FlowAction[otp.check]", passcode.toString());
    assertEquals(
        "Continuation[FlowAction[otp.check]]",
        new Continuation("a-handle", "pingone.flow.an-instance", passcode).toString());
    assertEquals("Continuation[look again]", new Continuation("a-handle", null, null).toString());
  }

  @Test
  void actionRequiredOmitsHandleAndDevices() {
    ActionRequired action =
        new ActionRequired(
            "OTP_REQUIRED",
            List.of("otp.check"),
            "a-handle",
            "pingone.flow.an-instance",
            EXPIRY,
            new JsonObject().put("devices", "a phone"),
            "c-1");

    assertEquals(
        "ActionRequired[status=OTP_REQUIRED, actions=[otp.check],"
            + " expiresAt=2026-11-24T00:00:00Z, correlationId=c-1]",
        action.toString());
  }

  @Test
  void requestsAboutTokensOmitThem() {
    assertEquals(
        "Refresh[scope=openid, correlationId=c-1]",
        new Refresh("a-refresh-token", "openid", "a-sub", "c-1").toString());
    assertEquals(
        "IssuedToken[typeHint=access_token, correlationId=c-1]",
        new IssuedToken("an-access-token", "access_token", "c-1").toString());
    assertEquals(
        "UserInfoRequest[correlationId=c-1]",
        new UserInfoRequest("an-access-token", "a-sub", "c-1").toString());
    assertEquals("SignOff[correlationId=c-1]", new SignOff("an-id-token", "c-1").toString());
  }
}
