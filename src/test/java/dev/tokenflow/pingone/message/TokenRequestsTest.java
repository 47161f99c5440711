package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TokenRequestsTest {

  @Test
  void refresh() {
    Refresh full = new Refresh("rt", "openid", "alice-1", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"refresh_token":"rt","scope":"openid","sub":"alice-1","correlation_id":"c-1"}
            """),
        full.toJson());
    assertEquals(full, Refresh.fromJson(full.toJson()));
    assertEquals(Refresh.of("rt"), Refresh.fromJson(Refresh.of("rt").toJson()));
    assertRequired(Refresh::fromJson, "refresh_token");
  }

  @Test
  void clientCredentials() {
    ClientCredentials full = new ClientCredentials("p1:read:user", "c-1");

    assertEquals(
        new JsonObject().put("scope", "p1:read:user").put("correlation_id", "c-1"), full.toJson());
    assertEquals(full, ClientCredentials.fromJson(full.toJson()));
    assertEquals(ClientCredentials.of(null), ClientCredentials.fromJson(new JsonObject()));
    assertRefused(
        ClientCredentials::fromJson,
        new JsonObject().put("scope", 7),
        "scope is not a string, expected a string");
  }

  @Test
  void issuedToken() {
    IssuedToken full = new IssuedToken("at", "access_token", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"token":"at","token_type_hint":"access_token","correlation_id":"c-1"}
            """),
        full.toJson());
    assertEquals(full, IssuedToken.fromJson(full.toJson()));
    assertRequired(IssuedToken::fromJson, "token");
  }

  @Test
  void userInfo() {
    UserInfoRequest full = new UserInfoRequest("at", "alice-1", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"access_token":"at","sub":"alice-1","correlation_id":"c-1"}
            """),
        full.toJson());
    assertEquals(full, UserInfoRequest.fromJson(full.toJson()));
    assertRequired(UserInfoRequest::fromJson, "access_token");
  }

  private static void assertRequired(Function<Object, ?> decode, String field) {
    assertRefused(decode, new JsonObject(), field + " is missing, expected a string");
    assertRefused(
        decode,
        new JsonObject().put(field, new JsonObject()),
        field + " is not a string, expected a string");
    assertRefused(
        decode, "s3cret", "the message is a String, expected a JSON object with " + field);
  }

  private static void assertRefused(Function<Object, ?> read, Object body, String description) {
    MalformedRequestException refused =
        assertThrows(MalformedRequestException.class, () -> read.apply(body));

    assertEquals(description, refused.getMessage());
  }
}
