package dev.tokenflow.pingone.realservers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.doctor.Diagnosis;
import dev.tokenflow.pingone.message.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against Spring Authorization Server. */
class SpringAuthorizationServerTest implements IssuedTokenTests {
  private static Vertx vertx;
  private static Spring spring;
  private static Scenarios scenarios;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    spring = Spring.start();
    scenarios = new Scenarios(vertx, spring.server());
  }

  @Override
  public Scenarios scenarios() {
    return scenarios;
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    if (spring != null) {
      spring.stop();
    }
  }

  @Test
  void redeemsACodeForValidatedTokens() throws Exception {
    Client client = scenarios.client();

    Tokens tokens = client.redeem(client.code());

    assertEquals("alice", tokens.claims().getString("sub"));
    assertNotNull(tokens.claims().getString("azp"));
    assertNotNull(tokens.expiresAt());
    assertEquals("openid", tokens.scope());
  }

  @Test
  void acceptsIssuerAsAudience() throws Exception {
    Client client = scenarios.clientWithIssuerAudience();

    assertNotNull(client.redeem(client.code()).claims());
  }

  /** All is well up to the flow, which only PingOne has. */
  @Test
  void doctorFindsNoFlow() throws Exception {
    Diagnosis diagnosis = scenarios.diagnosis(new JsonObject());

    assertEquals(List.of("authorization"), diagnosis.failed(), diagnosis::toString);
    assertTrue(diagnosis.text("client").startsWith("invalid_grant"), diagnosis::toString);
    assertEquals(
        "POST authorize answered 401, no body, no error code", diagnosis.text("authorization"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "clientSecret; client, authorization; POST token answered 401 invalid_client",
        "clientId; client, authorization; POST token answered 401 invalid_client",
        "redirectUri; authorization; POST authorize answered 302, no body",
        "scope; authorization, scopes; 302 invalid_scope: OAuth 2.0 Parameter: scope"
      })
  void doctorNamesWhatIsSetUpWrongly(String key, String failed, String text) throws Exception {
    Diagnosis diagnosis = scenarios.wrongDiagnosis(key);

    assertEquals(List.of(failed.split(", ")), diagnosis.failed(), diagnosis::toString);
    assertTrue(diagnosis.toString().contains(text), diagnosis::toString);
  }

  @Test
  void rejectsWrongSecret() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        scenarios.wrongSecret());
  }

  @Test
  void rejectsUnknownClient() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        scenarios.unknownClient());
  }

  @Test
  void rejectsUnregisteredAlgorithm() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        scenarios.unregisteredAlgorithm());
  }

  @Test
  void rejectsWrongAudience() throws Exception {
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        scenarios.wrongAudience());
  }

  @Test
  void rejectsExpiredAssertion() throws Exception {
    assertNotNull(scenarios.validAssertion());
    assertEquals(
        "500 invalid_client at token, 401: the authorization server answered invalid_client",
        scenarios.expiredAssertion());
  }

  /** This server ignores {@code jti}. */
  @Test
  void acceptsReusedAssertion() throws Exception {
    String outcome = scenarios.reusedAssertion();

    assertTrue(outcome.startsWith("succeeded: Tokens["), outcome);
  }

  @Test
  void rejectsReusedCode() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        scenarios.reusedCode());
  }

  @Test
  void rejectsWrongVerifier() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        scenarios.wrongVerifier());
  }

  @Test
  void rejectsDifferentRedirectUri() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        scenarios.differentRedirectUri());
  }

  @Test
  void rejectsUnknownScope() throws Exception {
    assertEquals(
        "500 invalid_scope at authorize, 302: the authorization server answered invalid_scope:"
            + " OAuth 2.0 Parameter: scope",
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
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        scenarios.reusedRefreshToken());
  }

  @Test
  void rejectsRevokedRefreshToken() throws Exception {
    assertEquals(
        "500 invalid_grant at token, 400: the authorization server answered invalid_grant",
        scenarios.revokedRefreshToken());
  }

  @Test
  void rejectsUnknownApplicationScope() throws Exception {
    assertEquals(
        "500 invalid_scope at token, 400: the authorization server answered invalid_scope",
        scenarios.unknownApplicationScope());
  }

  @Test
  void rejectsWrongSecretAtIntrospection() throws Exception {
    assertEquals(
        "500 invalid_client at introspect, 401:"
            + " the authorization server answered invalid_client",
        scenarios.wrongSecretAtIntrospection());
  }

  @Test
  void rejectsWrongSecretAtRevocation() throws Exception {
    assertEquals(
        "500 invalid_client at revoke, 401: the authorization server answered invalid_client",
        scenarios.wrongSecretAtRevocation());
  }

  @Test
  void acceptsRevocationEndpointAudience() throws Exception {
    assertEquals("succeeded: null", scenarios.revocationEndpointAudience());
  }

  @Test
  void rejectsRevokedTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 401: the authorization server does not accept the access token",
        scenarios.revokedTokenAtUserInfo());
  }

  @Test
  void rejectsApplicationTokenAtUserInfo() throws Exception {
    assertEquals(
        "403 access_denied at userinfo, 403: the authorization server does not accept the access token",
        scenarios.applicationTokenAtUserInfo());
  }

  @Test
  void rejectsWrongSecretAtPush() throws Exception {
    assertEquals(
        "500 invalid_client at par, 401:" + " the authorization server answered invalid_client",
        scenarios.wrongSecretAtPush());
  }

  @Test
  void rejectsUnknownScopeAtPush() throws Exception {
    assertEquals(
        "500 invalid_scope at par, 400:"
            + " the authorization server answered invalid_scope: OAuth 2.0 Parameter: scope",
        scenarios.unknownScopeAtPush());
  }

  /** This server does not support request objects and so misses the parameters in them. */
  @Test
  void ignoresRequestObject() throws Exception {
    assertEquals(
        "500 configuration at par, 400: the authorization server answered invalid_request:"
            + " OAuth 2.0 Parameter: code_challenge",
        Client.failure(scenarios.pushingAndSigningClient()::code));
  }
}
