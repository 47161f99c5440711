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

/** What becomes of tokens once they are issued, where the servers are of one mind. */
interface IssuedTokenTests {
  Provocations provocations();

  @Test
  default void refreshedTokensAreAllNewAndOfTheSameUser() throws Exception {
    Client client = provocations().client();
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
  default void refreshOfAnotherUsersTokensIsNoticed() throws Exception {
    Client client = provocations().client();
    Tokens tokens = client.signOn();

    assertEquals(
        "502 invalid_id_token at id_token, null: the ID token is not valid:"
            + " its sub is not that of the previous ID token",
        Client.refusal(
            () -> client.refresh(new Refresh(tokens.refreshToken(), null, "somebody-else", null))));
  }

  @Test
  default void applicationGetsAnAccessTokenAlone() throws Exception {
    Client client = provocations().client();

    Tokens tokens = client.ofTheApplication("profile");

    assertTrue(tokens.scope().contains("profile"), tokens.scope());
    assertNull(tokens.idToken());
    assertNull(tokens.refreshToken());
    assertNull(tokens.claims());
    JsonObject known = client.introspect(tokens.accessToken());
    assertEquals(true, known.getBoolean("active"));
    assertEquals(AuthorizationServer.CLIENT_ID, known.getString("client_id"));
  }

  @Test
  default void goodTokensAreActive() throws Exception {
    Client client = provocations().client();
    Tokens tokens = client.signOn();

    JsonObject known = client.introspect(tokens.accessToken());

    assertEquals(true, known.getBoolean("active"));
    assertEquals(AuthorizationServer.CLIENT_ID, known.getString("client_id"));
    assertEquals(subject(tokens), known.getString("sub"));
    assertEquals(true, client.introspect(tokens.refreshToken()).getBoolean("active"));
  }

  @Test
  default void nonsenseIsNotActive() throws Exception {
    assertEquals(
        new JsonObject().put("active", false), provocations().client().introspect("nonsense"));
  }

  @Test
  default void revokedAccessTokenIsNotActive() throws Exception {
    Client client = provocations().clientThatNamesTheIssuer();
    Tokens tokens = client.signOn();
    assertEquals(true, client.introspect(tokens.accessToken()).getBoolean("active"));

    client.revoke(tokens.accessToken());

    assertEquals(new JsonObject().put("active", false), client.introspect(tokens.accessToken()));
  }

  @Test
  default void revokedRefreshTokenIsNotActive() throws Exception {
    Client client = provocations().clientThatNamesTheIssuer();
    Tokens tokens = client.signOn();
    assertEquals(true, client.introspect(tokens.refreshToken()).getBoolean("active"));

    client.revoke(tokens.refreshToken());

    assertEquals(new JsonObject().put("active", false), client.introspect(tokens.refreshToken()));
  }

  @Test
  default void revocationOfNonsenseIsNoError() throws Exception {
    provocations().clientThatNamesTheIssuer().revoke("nonsense");
  }

  @Test
  default void claimsAreThoseOfTheIdTokensUser() throws Exception {
    Client client = provocations().client();
    Tokens tokens = client.signOn();

    assertEquals(subject(tokens), client.userInfo(UserInfoRequest.of(tokens)).getString("sub"));
  }

  @Test
  default void claimsOfAnotherUserAreNoticed() throws Exception {
    Client client = provocations().client();
    Tokens tokens = client.signOn();

    assertEquals(
        "502 invalid_response at userinfo, 200: the user's claims have another sub than the ID"
            + " token",
        Client.refusal(
            () ->
                client.userInfo(new UserInfoRequest(tokens.accessToken(), "somebody-else", null))));
  }

  @Test
  default void nonsenseTellsNoClaims() throws Exception {
    Client client = provocations().client();

    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token"
            + " (invalid_token)",
        Client.refusal(() -> client.userInfo(UserInfoRequest.of("nonsense"))));
  }

  @Test
  default void pushedRequestLeadsToACode() throws Exception {
    assertNotNull(provocations().clientThatPushes().signOn().claims());
  }

  private static String subject(Tokens tokens) {
    return tokens.claims().getString("sub");
  }
}
