package dev.tokenflow.pingone.realservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.tokenflow.pingone.cli.doctor.Diagnosis;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against Keycloak. */
class KeycloakTest implements IssuedTokenTests {
  private static Vertx vertx;
  private static Keycloak keycloak;
  private static Scenarios scenarios;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    keycloak = Keycloak.start();
    scenarios = new Scenarios(vertx, keycloak.server());
  }

  @Override
  public Scenarios scenarios() {
    return scenarios;
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    if (keycloak != null) {
      keycloak.stop();
    }
  }

  @Test
  void redeemsACodeForValidatedTokens() throws Exception {
    Client client = scenarios.client();

    Tokens tokens = client.redeem(client.code());

    JsonObject claims = tokens.claims();
    assertEquals("alice", claims.getString("preferred_username"));
    assertNotNull(claims.getString("at_hash"), "the client compared it with the access token");
    assertNotNull(claims.getString("azp"));
    assertEquals(Duration.ofMinutes(5), tokens.expiresIn());
    assertTrue(tokens.scope().contains("profile"), tokens.scope());
    assertNotNull(tokens.refreshToken());
  }

  @Test
  void acceptsIssuerAsAudience() throws Exception {
    Client client = scenarios.clientWithIssuerAudience();

    assertNotNull(client.redeem(client.code()).claims());
  }

  @Test
  void fetchesARotatedSigningKey() throws Exception {
    Client client = scenarios.client();
    Tokens before = client.redeem(client.code());

    keycloak.rotateSigningKey();
    Tokens after = client.redeem(client.code());

    assertNotEquals(keyId(before), keyId(after));
  }

  /** All is well up to the flow, which only PingOne has. */
  @Test
  void doctorFindsNoFlow() throws Exception {
    Diagnosis diagnosis = scenarios.diagnosis(new JsonObject());

    assertEquals(List.of("authorization"), diagnosis.failed(), diagnosis::toString);
    assertTrue(diagnosis.text("client").startsWith("invalid_grant"), diagnosis::toString);
    assertEquals(
        "POST authorize answered 200, text/html;charset=utf-8: a page, and no flow of PingOne",
        diagnosis.text("authorization"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "clientSecret; client, authorization; unauthorized_client: Client authentication with",
        "clientId; client, redirect URI; 401 invalid_client: Invalid client",
        "redirectUri; redirect URI; 400, text/html;charset=utf-8, no error code",
        "scope; authorization, scopes; invalid_scope: Invalid scopes: openid nonesuch",
        "responseMode; authorization, response mode; invalid_request: Invalid parameter: response_m"
      })
  void doctorNamesWhatIsSetUpWrongly(String key, String failed, String text) throws Exception {
    Diagnosis diagnosis = scenarios.wrongDiagnosis(key);

    assertEquals(List.of(failed.split(", ")), diagnosis.failed(), diagnosis::toString);
    assertTrue(diagnosis.toString().contains(text), diagnosis::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "basic", "post"})
  void acceptsEveryMethodOfClientAuthentication(String method) throws Exception {
    Client client = scenarios.clientOf(method);

    Tokens tokens = client.signOn();

    assertEquals("alice", tokens.claims().getString("preferred_username"));
    assertTrue(client.introspect(tokens.accessToken()).getBoolean("active"));
    assertNotNull(client.refresh(Refresh.of(tokens)).accessToken());
    assertNotNull(client.applicationTokens("profile").accessToken());
    client.revoke(tokens.accessToken());
    assertFalse(client.introspect(tokens.accessToken()).getBoolean("active"));
  }

  @Test
  void acceptsPublicClient() throws Exception {
    Client client = scenarios.clientOf("public");

    Tokens tokens = client.signOn();

    assertNotNull(client.refresh(Refresh.of(tokens)).accessToken());
    client.revoke(tokens.accessToken());
    assertEquals(
        "500 configuration at introspect, null: this needs a client that authenticates, but"
            + " clientAuthentication is \"none\": set another method, here and for the application",
        Client.failure(() -> client.introspect(tokens.accessToken())));
  }

  /** The RSA key signs it, and beside the EC key the client secret. */
  @ParameterizedTest
  @CsvSource({"rsa, false", "rsa, true", "ec, false", "ec, true"})
  void acceptsRequestObjectBesideAPrivateKey(String method, boolean pushed) throws Exception {
    JsonObject signed =
        ClientMethods.of(method).put("requestObject", true).put("pushedAuthorization", pushed);

    assertNotNull(scenarios.client(signed).signOn().claims());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rsa; invalid_client at token, 400: the authorization server answered invalid_client: Unable"
            + " to load public key",
        "ec; invalid_client at token, 400: the authorization server answered invalid_client: Unable"
            + " to load public key",
        "basic; invalid_client at token, 401: the authorization server answered unauthorized_client:"
            + " Invalid client or Invalid client credentials",
        "post; invalid_client at token, 401: the authorization server answered unauthorized_client:"
            + " Invalid client or Invalid client credentials"
      })
  void rejectsWrongCredentials(String method, String answer) throws Exception {
    assertEquals("500 " + answer, scenarios.wrongCredentials(method));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "basic", "post", "public"})
  void doctorChecksEveryMethod(String method) throws Exception {
    Diagnosis diagnosis = scenarios.diagnosis(ClientMethods.of(method));

    assertTrue(diagnosis.text("client").startsWith("invalid_grant"), diagnosis::toString);
  }

  @Test
  void rejectsWrongSecret() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered unauthorized_client:"
            + " Client authentication with client secret signed JWT failed:"
            + " Signature on JWT token by client secret  failed validation",
        scenarios.wrongSecret());
  }

  @Test
  void rejectsUnknownClient() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client:"
            + " Invalid client or Invalid client credentials",
        scenarios.unknownClient());
  }

  @Test
  void rejectsUnregisteredAlgorithm() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Invalid signature algorithm",
        scenarios.unregisteredAlgorithm());
  }

  @Test
  void rejectsWrongAudience() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Invalid token audience",
        scenarios.wrongAudience());
  }

  @Test
  void rejectsExpiredAssertion() throws Exception {
    assertNotNull(scenarios.validAssertion());
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Token is not active",
        scenarios.expiredAssertion());
  }

  @Test
  void rejectsReusedAssertion() throws Exception {
    assertEquals(
        "500 invalid_client at token, 400: the authorization server answered invalid_client:"
            + " Token reuse detected",
        scenarios.reusedAssertion());
  }

  @Test
  void rejectsReusedCode() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Code not valid",
        scenarios.reusedCode());
  }

  @Test
  void rejectsWrongVerifier() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " PKCE verification failed: Code mismatch",
        scenarios.wrongVerifier());
  }

  @Test
  void rejectsDifferentRedirectUri() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Incorrect redirect_uri",
        scenarios.differentRedirectUri());
  }

  @Test
  void rejectsUnknownScope() throws Exception {
    assertEquals(
        "500 invalid_scope at authorize, 302: the authorization server answered invalid_scope:"
            + " Invalid scopes: openid nonesuch",
        scenarios.unknownScope());
  }

  @Test
  void rejectsDifferentNonce() throws Exception {
    assertEquals(
        "502 invalid_id_token at id_token, null: the ID token is not valid:"
            + " its nonce is not the one that was sent",
        scenarios.differentNonce());
  }

  @Test
  void rejectsReusedRefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Maximum allowed refresh token reuse exceeded",
        scenarios.reusedRefreshToken());
  }

  @Test
  void rejectsRevokedRefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant:"
            + " Session not active",
        scenarios.revokedRefreshToken());
  }

  @Test
  void rejectsUnknownApplicationScope() throws Exception {
    assertEquals(
        "500 invalid_scope at token, 400: the authorization server answered invalid_scope:"
            + " Invalid scopes: nonesuch",
        scenarios.unknownApplicationScope());
  }

  @Test
  void rejectsWrongSecretAtIntrospection() throws Exception {
    assertEquals(
        "500 invalid_client at introspect, 401:"
            + " the authorization server answered invalid_request: Authentication failed.",
        scenarios.wrongSecretAtIntrospection());
  }

  @Test
  void rejectsWrongSecretAtRevocation() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 400:"
            + " the authorization server answered unauthorized_client:"
            + " Client authentication with client secret signed JWT failed:"
            + " Signature on JWT token by client secret  failed validation",
        scenarios.wrongSecretAtRevocation());
  }

  @Test
  void rejectsRevocationEndpointAudience() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 400: the authorization server answered invalid_client:"
            + " Invalid token audience",
        scenarios.revocationEndpointAudience());
  }

  @Test
  void rejectsRevokedTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token"
            + " (invalid_token)",
        scenarios.revokedTokenAtUserInfo());
  }

  @Test
  void rejectsApplicationTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 403: the authorization server does not accept the access token"
            + " (insufficient_scope)",
        scenarios.applicationTokenAtUserInfo());
  }

  @Test
  void rejectsWrongSecretAtPush() throws Exception {
    assertEquals(
        "500 invalid_client at par, 401:"
            + " the authorization server answered invalid_request: Authentication failed.",
        scenarios.wrongSecretAtPush());
  }

  @Test
  void rejectsUnknownScopeAtPush() throws Exception {
    assertEquals(
        "500 configuration at par, 400:"
            + " the authorization server answered invalid_request: Invalid scopes: openid nonesuch",
        scenarios.unknownScopeAtPush());
  }

  @Test
  void rejectsWronglySignedRequestObject() throws Exception {
    assertEquals(
        "page 400: Sign in to tokenflow tokenflow We are sorry... Invalid Request",
        scenarios.wronglySignedRequestObject());
  }

  @Test
  void acceptsRequestObject() throws Exception {
    assertNotNull(scenarios.signingClient().signOn().claims());
  }

  @Test
  void acceptsPushedRequestObject() throws Exception {
    assertNotNull(scenarios.pushingAndSigningClient().signOn().claims());
  }

  private static String keyId(Tokens tokens) throws Exception {
    return SignedJWT.parse(tokens.idToken()).getHeader().getKeyID();
  }
}
