package dev.tokenflow.pingone.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.UserInfoRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TokenLifeMessagesTest {

  @Test
  void refresh() {
    Refresh full = new Refresh("rt", "openid", "alice-1", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"refresh_token":"rt","scope":"openid","sub":"alice-1","correlation_id":"c-1"}
            """),
        RefreshMessage.encode(full));
    assertEquals(full, RefreshMessage.decode(RefreshMessage.encode(full)));
    assertEquals(Refresh.of("rt"), RefreshMessage.decode(RefreshMessage.encode(Refresh.of("rt"))));
    assertRequired(RefreshMessage::decode, "refresh_token");
  }

  @Test
  void clientCredentials() {
    ClientCredentials full = new ClientCredentials("p1:read:user", "c-1");

    assertEquals(
        new JsonObject().put("scope", "p1:read:user").put("correlation_id", "c-1"),
        ClientCredentialsMessage.encode(full));
    assertEquals(full, ClientCredentialsMessage.decode(ClientCredentialsMessage.encode(full)));
    assertEquals(ClientCredentials.of(null), ClientCredentialsMessage.decode(new JsonObject()));
    assertRefused(
        ClientCredentialsMessage::decode,
        new JsonObject().put("scope", 7),
        "scope is not a text, expected a text");
  }

  @Test
  void issuedToken() {
    IssuedToken full = new IssuedToken("at", "access_token", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"token":"at","token_type_hint":"access_token","correlation_id":"c-1"}
            """),
        IssuedTokenMessage.encode(full));
    assertEquals(full, IssuedTokenMessage.decode(IssuedTokenMessage.encode(full)));
    assertRequired(IssuedTokenMessage::decode, "token");
  }

  @Test
  void userInfo() {
    UserInfoRequest full = new UserInfoRequest("at", "alice-1", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"access_token":"at","sub":"alice-1","correlation_id":"c-1"}
            """),
        UserInfoMessage.encode(full));
    assertEquals(full, UserInfoMessage.decode(UserInfoMessage.encode(full)));
    assertRequired(UserInfoMessage::decode, "access_token");
  }

  private static void assertRequired(Function<Object, ?> decode, String field) {
    assertRefused(decode, new JsonObject(), field + " is missing, expected a text");
    assertRefused(
        decode,
        new JsonObject().put(field, new JsonObject()),
        field + " is not a text, expected a text");
    assertRefused(
        decode, "s3cret", "the message is a String, expected a JSON object with " + field);
  }

  private static void assertRefused(Function<Object, ?> decode, Object body, String description) {
    PingOneException refused = assertThrows(PingOneException.class, () -> decode.apply(body));

    assertEquals(
        Failure.of(ErrorCode.INVALID_REQUEST, Step.REQUEST, description), refused.failure());
  }
}
