package dev.tokenflow.pingone.realservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpringAuthorizationServerTest implements IssuedTokenTests {
  private static Vertx vertx;
  private static Spring spring;
  private static Provocations provocations;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    spring = Spring.start();
    provocations = new Provocations(vertx, spring.server());
  }

  @Override
  public Provocations provocations() {
    return provocations;
  }

  @AfterAll
  static void end() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    if (spring != null) {
      spring.end();
    }
  }

  @Test
  void codeTurnsIntoTokensAndTheIdTokenIsValid() throws Exception {
    Client client = provocations.client();

    Tokens tokens = client.redeem(client.code());

    assertEquals("alice", tokens.claims().getString("sub"));
    assertNotNull(tokens.claims().getString("azp"));
    assertNotNull(tokens.expiresAt());
    assertEquals("openid", tokens.scope());
  }

  @Test
  void assertionThatNamesTheIssuerIsTaken() throws Exception {
    Client client = provocations.clientThatNamesTheIssuer();

    assertNotNull(client.redeem(client.code()).claims());
  }

  @Test
  void wrongSecret() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        provocations.wrongSecret());
  }

  @Test
  void unknownClient() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        provocations.unknownClient());
  }

  @Test
  void otherAlgorithmThanTheRegisteredOne() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        provocations.otherAlgorithm());
  }

  @Test
  void wrongAudience() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        provocations.wrongAudience());
  }

  @Test
  void expiredAssertion() throws Exception {
    assertNotNull(provocations.assertionOfThisTest());
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        provocations.expiredAssertion());
  }

  /** This server does not look at {@code jti}. */
  @Test
  void secondUseOfAnAssertionIsTaken() throws Exception {
    String outcome = provocations.secondUseOfAnAssertion();

    assertTrue(outcome.startsWith("not refused: Tokens["), outcome);
  }

  @Test
  void secondUseOfACode() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        provocations.secondUseOfACode());
  }

  @Test
  void wrongVerifier() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        provocations.wrongVerifier());
  }

  @Test
  void otherRedirectUri() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        provocations.otherRedirectUri());
  }

  @Test
  void unknownScope() throws Exception {
    assertEquals(
        "500 invalid_scope at authorize, 302: the authorization server answered invalid_scope:"
            + " OAuth 2.0 Parameter: scope",
        provocations.unknownScope());
  }

  @Test
  void otherNonce() throws Exception {
    assertEquals(
        "502 invalid_id_token at id_token, null: the ID token is not valid:"
            + " its nonce is not the one that was sent",
        provocations.otherNonce());
  }

  @Test
  void secondUseOfARefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        provocations.secondUseOfARefreshToken());
  }

  @Test
  void revokedRefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        provocations.revokedRefreshToken());
  }

  @Test
  void unknownScopeOfTheApplication() throws Exception {
    assertEquals(
        "500 invalid_scope at token, 400: the authorization server answered invalid_scope",
        provocations.unknownScopeOfTheApplication());
  }

  @Test
  void wrongSecretAtIntrospection() throws Exception {
    assertEquals(
        "500 invalid_client at introspect, 401:"
            + " the authorization server answered invalid_client",
        provocations.wrongSecretAtIntrospection());
  }

  @Test
  void wrongSecretAtRevocation() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 401: the authorization server answered invalid_client",
        provocations.wrongSecretAtRevocation());
  }

  @Test
  void audienceThatIsTheRevocationEndpointIsTaken() throws Exception {
    assertEquals("not refused: null", provocations.audienceThatIsTheRevocationEndpoint());
  }

  @Test
  void revokedTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token",
        provocations.revokedTokenAtUserInfo());
  }

  @Test
  void tokenOfTheApplicationAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 403: the authorization server does not accept the access token",
        provocations.tokenOfTheApplicationAtUserInfo());
  }

  @Test
  void wrongSecretAtPush() throws Exception {
    assertEquals(
        "500 invalid_client at authorize, 401:"
            + " the authorization server answered invalid_client",
        provocations.wrongSecretAtPush());
  }

  @Test
  void unknownScopeAtPush() throws Exception {
    assertEquals(
        "500 invalid_scope at authorize, 400:"
            + " the authorization server answered invalid_scope: OAuth 2.0 Parameter: scope",
        provocations.unknownScopeAtPush());
  }

  /** This server does not know request objects, and misses what is in one. */
  @Test
  void requestObjectIsNotLookedAt() throws Exception {
    assertEquals(
        "500 configuration at authorize, 400: the authorization server answered invalid_request:"
            + " OAuth 2.0 Parameter: redirect_uri",
        Client.refusal(provocations.clientThatPushesWhatItSigned()::code));
  }
}
