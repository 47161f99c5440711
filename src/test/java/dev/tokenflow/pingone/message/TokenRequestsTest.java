package dev.tokenflow.pingone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void signOff() {
    SignOff full = new SignOff("h.p.s", "c-1");

    assertEquals(
        new JsonObject(
            """
            {"id_token_hint":"h.p.s","correlation_id":"c-1"}
            """),
        full.toJson());
    assertEquals(full, SignOff.fromJson(full.toJson()));
    assertRequired(SignOff::fromJson, "id_token_hint");
  }

  /** It is sent in a URL, and PingOne takes 6 KB of headers. */
  @Test
  void boundsTheIdTokenHint() {
    String largest = "h.p." + "s".repeat(5 * 1024 - 4);

    assertEquals(largest, SignOff.fromJson(JsonObject.of("id_token_hint", largest)).idTokenHint());
    assertRefused(
        SignOff::fromJson,
        JsonObject.of("id_token_hint", largest + "s"),
        "id_token_hint is too long, expected 5 KiB at most");
    assertRefused(
        SignOff::fromJson,
        JsonObject.of("id_token_hint", " "),
        "id_token_hint is blank, expected a string");
    for (String odd : List.of("h.p.s&x=y", "h p", "h.p.\u00e9", "h.p.s\n")) {
      assertRefused(
          SignOff::fromJson,
          JsonObject.of("id_token_hint", odd),
          "id_token_hint has characters that no ID token has, expected the id_token of a sign-on");
    }
  }

  @Test
  void treatsEmptyAsAbsentWhereNothingDependsOnIt() {
    String ids = "'correlation_id':'','scope':' '";

    assertEquals(Refresh.of("rt"), Refresh.fromJson(json("{'refresh_token':'rt'," + ids + "}")));
    assertEquals(ClientCredentials.of(null), ClientCredentials.fromJson(json("{" + ids + "}")));
    assertEquals(
        IssuedToken.of("at"), IssuedToken.fromJson(json("{'token':'at','token_type_hint':''}")));
    assertEquals(
        AccountRequest.of("nightly"),
        AccountRequest.fromJson(
            json("{'account':'nightly','refused_token':'','correlation_id':''}")));
  }

  /** Without it nothing would be compared, although the caller wants that. */
  @Test
  void refusesEmptySubject() {
    assertRefused(
        Refresh::fromJson,
        json("{'refresh_token':'rt','sub':''}"),
        "sub is blank, expected a string");
    assertRefused(
        UserInfoRequest::fromJson,
        json("{'access_token':'at','sub':' '}"),
        "sub is blank, expected a string");
  }

  static Stream<Arguments> tokenFields() {
    Function<Object, RequestMessage> refresh = Refresh::fromJson;
    Function<Object, RequestMessage> issued = IssuedToken::fromJson;
    Function<Object, RequestMessage> userInfo = UserInfoRequest::fromJson;
    Function<Object, RequestMessage> account = AccountRequest::fromJson;
    return Stream.of(
        Arguments.of("refresh_token", "{}", refresh),
        Arguments.of("token", "{}", issued),
        Arguments.of("token_type_hint", "{'token':'at'}", issued),
        Arguments.of("access_token", "{}", userInfo),
        Arguments.of("refused_token", "{'account':'nightly'}", account));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokenFields")
  void boundsTokens(String field, String others, Function<Object, RequestMessage> read) {
    String largest = "t".repeat(65_536);

    assertEquals(largest, read.apply(json(others).put(field, largest)).toJson().getString(field));
    assertRefused(
        read,
        json(others).put(field, largest + "t"),
        field + " is too long, expected 64 KiB at most");
    for (String odd : List.of("a\nb", "a\u0000", "tökén", "a\uD83D", "a\u007F")) {
      assertRefused(
          read,
          json(others).put(field, odd),
          field + " has characters that no token has, expected printable ASCII");
    }
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
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
