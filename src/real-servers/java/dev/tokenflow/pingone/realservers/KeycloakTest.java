package dev.tokenflow.pingone.realservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeycloakTest implements IssuedTokenTests {
  private static Vertx vertx;
  private static Keycloak keycloak;
  private static Provocations provocations;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    keycloak = Keycloak.start();
    provocations = new Provocations(vertx, keycloak.server());
  }

  @Override
  public Provocations provocations() {
    return provocations;
  }

  @AfterAll
  static void end() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    if (keycloak != null) {
      keycloak.end();
    }
  }

  @Test
  void codeTurnsIntoTokensAndTheIdTokenIsValid() throws Exception {
    Client client = provocations.client();

    Tokens tokens = client.redeem(client.code());

    JsonObject claims = tokens.claims();
    assertEquals("alice", claims.getString("preferred_username"));
    assertNotNull(claims.getString("at_hash"), "it was compared with the access token");
    assertNotNull(claims.getString("azp"));
    assertEquals(Duration.ofMinutes(5), tokens.expiresIn());
    assertTrue(tokens.scope().contains("profile"), tokens.scope());
    assertNotNull(tokens.refreshToken());
  }

  @Test
  void assertionThatNamesTheIssuerIsTaken() throws Exception {
    Client client = provocations.clientThatNamesTheIssuer();

    assertNotNull(client.redeem(client.code()).claims());
  }

  @Test
  void keyThatIsNewWhileTheClientRunsIsFetched() throws Exception {
    Client client = provocations.client();
    Tokens before = client.redeem(client.code());

    keycloak.rotateSigningKey();
    Tokens after = client.redeem(client.code());

    assertNotEquals(keyId(before), keyId(after));
  }

  @Test
  void wrongSecret() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered unauthorized_client:"
            + " Client authentication with client secret signed JWT failed:"
            + " Signature on JWT token by client secret  failed validation",
        provocations.wrongSecret());
  }

  @Test
  void unknownClient() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client:"
            + " Invalid client or Invalid client credentials",
        provocations.unknownClient());
  }

  @Test
  void otherAlgorithmThanTheRegisteredOne() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Invalid signature algorithm",
        provocations.otherAlgorithm());
  }

  @Test
  void wrongAudience() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Invalid token audience",
        provocations.wrongAudience());
  }

  @Test
  void expiredAssertion() throws Exception {
    assertNotNull(provocations.assertionOfThisTest());
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Token is not active",
        provocations.expiredAssertion());
  }

  @Test
  void secondUseOfAnAssertion() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Token reuse detected",
        provocations.secondUseOfAnAssertion());
  }

  @Test
  void secondUseOfACode() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Code not valid",
        provocations.secondUseOfACode());
  }

  @Test
  void wrongVerifier() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " PKCE verification failed: Code mismatch",
        provocations.wrongVerifier());
  }

  @Test
  void otherRedirectUri() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Incorrect redirect_uri",
        provocations.otherRedirectUri());
  }

  @Test
  void unknownScope() throws Exception {
    assertEquals(
        "500 invalid_scope at authorize, 302: the authorization server answered invalid_scope:"
            + " Invalid scopes: openid nonesuch",
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
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Maximum allowed refresh token reuse exceeded",
        provocations.secondUseOfARefreshToken());
  }

  @Test
  void revokedRefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Session not active",
        provocations.revokedRefreshToken());
  }

  @Test
  void unknownScopeOfTheApplication() throws Exception {
    assertEquals(
        "500 invalid_scope at token, 400: the authorization server answered invalid_scope:"
            + " Invalid scopes: nonesuch",
        provocations.unknownScopeOfTheApplication());
  }

  @Test
  void wrongSecretAtIntrospection() throws Exception {
    assertEquals(
        "500 invalid_client at introspect, 401:"
            + " the authorization server answered invalid_request: Authentication failed.",
        provocations.wrongSecretAtIntrospection());
  }

  @Test
  void wrongSecretAtRevocation() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 400:"
            + " the authorization server answered unauthorized_client:"
            + " Client authentication with client secret signed JWT failed:"
            + " Signature on JWT token by client secret  failed validation",
        provocations.wrongSecretAtRevocation());
  }

  @Test
  void audienceThatIsTheRevocationEndpoint() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 400: the authorization server answered invalid_client:"
            + " Invalid token audience",
        provocations.audienceThatIsTheRevocationEndpoint());
  }

  @Test
  void revokedTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token"
            + " (invalid_token)",
        provocations.revokedTokenAtUserInfo());
  }

  @Test
  void tokenOfTheApplicationAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 403: the authorization server does not accept the access token"
            + " (insufficient_scope)",
        provocations.tokenOfTheApplicationAtUserInfo());
  }

  @Test
  void wrongSecretAtPush() throws Exception {
    assertEquals(
        "500 invalid_client at authorize, 401:"
            + " the authorization server answered invalid_request: Authentication failed.",
        provocations.wrongSecretAtPush());
  }

  @Test
  void unknownScopeAtPush() throws Exception {
    assertEquals(
        "500 configuration at authorize, 400:"
            + " the authorization server answered invalid_request: Invalid scopes: openid nonesuch",
        provocations.unknownScopeAtPush());
  }

  @Test
  void wrongSignatureOfARequestObject() throws Exception {
    assertEquals(
        "page 400: Sign in to tokenflow tokenflow We are sorry... Invalid Request",
        provocations.wrongSignatureOfARequestObject());
  }

  @Test
  void requestObjectLeadsToACode() throws Exception {
    assertNotNull(provocations.clientThatSigns().signOn().claims());
  }

  @Test
  void pushedRequestObjectLeadsToACode() throws Exception {
    assertNotNull(provocations.clientThatPushesWhatItSigned().signOn().claims());
  }

  private static String keyId(Tokens tokens) throws Exception {
    return SignedJWT.parse(tokens.idToken()).getHeader().getKeyID();
  }
}
