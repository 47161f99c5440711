package dev.tokenflow.pingone.realservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Tests of issued tokens for which all servers behave the same. */
interface IssuedTokenTests {
  Scenarios scenarios();

  @Test
  default void refreshReplacesAllTokensOfTheUser() throws Exception {
    Client client = scenarios().client();
    Tokens first = client.signOn();

    Tokens second = client.refresh(Refresh.of(first));
    Tokens third = client.refresh(Refresh.of(second));

    assertNotEquals(first.refreshToken(), second.refreshToken());
    assertNotEquals(second.refreshToken(), third.refreshToken());
    assertNotEquals(first.accessToken(), second.accessToken());
    assertNotEquals(first.idToken(), second.idToken());
    assertEquals(subject(first), subject(second));
    assertEquals(subject(first), subject(third));
    assertEquals(true, client.introspect(third.accessToken()).getBoolean("active"));
  }

  @Test
  default void detectsRefreshedTokensOfAnotherUser() throws Exception {
    Client client = scenarios().client();
    Tokens tokens = client.signOn();

    assertEquals(
        "502 invalid_id_token at id_token, null: the ID token is not valid:"
            + " its sub is not that of the previous ID token",
        Client.failure(
            () -> client.refresh(new Refresh(tokens.refreshToken(), null, "another-user", null))));
  }

  @Test
  default void applicationGetsOnlyAnAccessToken() throws Exception {
    Client client = scenarios().client();

    Tokens tokens = client.applicationTokens("profile");

    assertTrue(tokens.scope().contains("profile"), tokens.scope());
    assertNull(tokens.idToken());
    assertNull(tokens.refreshToken());
    assertNull(tokens.claims());
    JsonObject known = client.introspect(tokens.accessToken());
    assertEquals(true, known.getBoolean("active"));
    assertEquals(RealServer.CLIENT_ID, known.getString("client_id"));
  }

  @Test
  default void validTokensAreActive() throws Exception {
    Client client = scenarios().client();
    Tokens tokens = client.signOn();

    JsonObject known = client.introspect(tokens.accessToken());

    assertEquals(true, known.getBoolean("active"));
    assertEquals(RealServer.CLIENT_ID, known.getString("client_id"));
    assertEquals(subject(tokens), known.getString("sub"));
    assertEquals(true, client.introspect(tokens.refreshToken()).getBoolean("active"));
  }

  @Test
  default void unknownTokenIsNotActive() throws Exception {
    assertEquals(
        new JsonObject().put("active", false), scenarios().client().introspect("nonsense"));
  }

  @Test
  default void revokedAccessTokenIsNotActive() throws Exception {
    Client client = scenarios().clientWithIssuerAudience();
    Tokens tokens = client.signOn();
    assertEquals(true, client.introspect(tokens.accessToken()).getBoolean("active"));

    client.revoke(tokens.accessToken());

    assertEquals(new JsonObject().put("active", false), client.introspect(tokens.accessToken()));
  }

  @Test
  default void revokedRefreshTokenIsNotActive() throws Exception {
    Client client = scenarios().clientWithIssuerAudience();
    Tokens tokens = client.signOn();
    assertEquals(true, client.introspect(tokens.refreshToken()).getBoolean("active"));

    client.revoke(tokens.refreshToken());

    assertEquals(new JsonObject().put("active", false), client.introspect(tokens.refreshToken()));
  }

  @Test
  default void acceptsRevocationOfUnknownToken() throws Exception {
    scenarios().clientWithIssuerAudience().revoke("nonsense");
  }

  @Test
  default void userInfoMatchesTheIdToken() throws Exception {
    Client client = scenarios().client();
    Tokens tokens = client.signOn();

    assertEquals(subject(tokens), client.userInfo(UserInfoRequest.of(tokens)).getString("sub"));
  }

  @Test
  default void detectsClaimsOfAnotherUser() throws Exception {
    Client client = scenarios().client();
    Tokens tokens = client.signOn();

    assertEquals(
        "502 invalid_response at userinfo, 200: the user's claims have another sub than the ID"
            + " token",
        Client.failure(
            () ->
                client.userInfo(new UserInfoRequest(tokens.accessToken(), "another-user", null))));
  }

  @Test
  default void userInfoRejectsUnknownToken() throws Exception {
    Client client = scenarios().client();

    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token"
            + " (invalid_token)",
        Client.failure(() -> client.userInfo(UserInfoRequest.of("nonsense"))));
  }

  @Test
  default void acceptsPushedRequest() throws Exception {
    assertNotNull(scenarios().pushingClient().signOn().claims());
  }

  private static String subject(Tokens tokens) {
    return tokens.claims().getString("sub");
  }
}
