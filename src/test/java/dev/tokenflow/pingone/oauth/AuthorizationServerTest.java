package dev.tokenflow.pingone.oauth;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.oauth.ClientAuthentication.Authenticated;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end that all grants share, and the client's authentication, over a real socket. */
class AuthorizationServerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.5Z");
  private static RSAKey key;

  @RegisterExtension final KeyServer http = new KeyServer();

  /** The secret of each token request, in order. */
  private final List<String> secrets = new CopyOnWriteArrayList<>();

  private JsonObject tokens =
      new JsonObject().put("access_token", "at").put("token_type", "Bearer").put("expires_in", 60);

  @BeforeAll
  static void generateKey() throws JOSEException {
    key = IdTokens.rsaKey();
  }

  @Test
  void missingIdTokenFailsWhereOpenidWasRequested() {
    serve(200);

    StepFailure failure = StepFailures.of(grant(code("openid profile")));

    assertEquals(ErrorCode.INVALID_ID_TOKEN, failure.error());
    assertEquals(Step.ID_TOKEN, failure.step());
    assertEquals("support-1", failure.pingoneId());
  }

  @Test
  void missingIdTokenIsNothingWhereOpenidWasNotRequested() throws Exception {
    serve(200);

    TokenSet set = await(grant(code("profile")));

    assertEquals("at", set.accessToken());
    assertEquals("profile", set.scope());
    assertEquals(Duration.ofSeconds(60), set.expiresIn());
    assertEquals(Instant.parse("2026-11-26T10:01:00Z"), set.expiresAt());
    assertNull(set.claims());
  }

  @Test
  void claimsAreThoseOfTheValidIdToken() throws Exception {
    tokens.put("id_token", IdTokens.rs256(key));
    serve(200);

    TokenSet set = await(grantNow(code("openid")));

    assertEquals("a-user", requireNonNull(set.claims()).getString("sub"));
    assertEquals(tokens.getString("id_token"), set.idToken());
  }

  /** The support id is that of the token response: the token itself has none. */
  @Test
  void failedIdTokenHasTheSupportIdOfItsAnswer() throws Exception {
    tokens.put("id_token", IdTokens.rs256(key, IdTokens.claims().issuer("https://evil.example")));
    serve(200);

    StepFailure failure = StepFailures.of(grantNow(code("openid")));

    assertEquals(ErrorCode.INVALID_ID_TOKEN, failure.error());
    assertEquals("support-1", failure.pingoneId());
  }

  @Test
  void failedKeySetKeepsItsOwnSupportId() throws Exception {
    tokens.put("id_token", IdTokens.rs256(key));
    serve(500);

    StepFailure failure = StepFailures.of(grantNow(code("openid")));

    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertEquals("support-of-the-keys", failure.pingoneId());
    assertEquals(500, failure.httpStatus());
  }

  @Test
  void refreshKeepsTokenAndScopeThatTheAnswerDoesNotName() throws Exception {
    serve(200);

    TokenSet set = await(grant(Grant.refreshToken("old", null, null, "openid p1:read:user")));

    assertEquals("old", set.refreshToken());
    assertEquals("openid p1:read:user", set.scope());
  }

  @Test
  void refreshTakesTokenAndScopeOfTheAnswer() throws Exception {
    tokens.put("refresh_token", "new").put("scope", "openid");
    serve(200);

    TokenSet set = await(grant(Grant.refreshToken("old", null, null, "openid p1:read:user")));

    assertEquals("new", set.refreshToken());
    assertEquals("openid", set.scope());
  }

  @Test
  void refreshChecksThatAnIdTokenIsOfTheSameUser() throws Exception {
    tokens.put("id_token", IdTokens.rs256(key, IdTokens.claims().claim("nonce", null)));
    serve(200);

    assertEquals(
        "a-user",
        requireNonNull(await(grantNow(Grant.refreshToken("old", null, "a-user", null))).claims())
            .getString("sub"));
    assertEquals(
        ErrorCode.INVALID_ID_TOKEN,
        StepFailures.of(grantNow(Grant.refreshToken("old", null, "another-user", null))).error());
  }

  /** It is optional there, and the rotated refresh token beside it must not be lost. */
  @ParameterizedTest
  @ValueSource(strings = {"opaque", "a.b.c.d.e", "e30.e30.", "unsigned", "another kid"})
  void refreshLeavesOutAnIdTokenThatCannotBeVerified(String form) throws Exception {
    String idToken =
        switch (form) {
          case "unsigned" -> IdTokens.unsigned("{\"alg\":\"none\"}", "AAAA");
          case "another kid" ->
              IdTokens.sign(
                  IdTokens.header(JWSAlgorithm.RS256).keyID("unpublished"),
                  new RSASSASigner(key),
                  IdTokens.claims());
          default -> form;
        };
    tokens.put("id_token", idToken).put("refresh_token", "rotated");
    serve(200);

    TokenSet set = await(grantNow(Grant.refreshToken("old", null, "a-user", null)));

    assertEquals("rotated", set.refreshToken());
    assertNull(set.idToken());
    assertNull(set.claims());
    assertEquals(ErrorCode.INVALID_ID_TOKEN, StepFailures.of(grantNow(code("openid"))).error());
  }

  @Test
  void failedIdTokenQuotesNothingThatWasSent() throws Exception {
    tokens.put("id_token", IdTokens.rs256(key, IdTokens.claims().issuer("https://old-secret")));
    serve(200);

    StepFailure failure =
        StepFailures.of(grantNow(Grant.refreshToken("old-secret", null, null, null)));

    assertEquals(
        "the ID token is not valid: its iss is \"https://***\", expected \""
            + IdTokens.ISSUER
            + '"',
        failure.description());
  }

  /** A description is cut before it is known what was sent. */
  @Test
  void failedIdTokenQuotesNoPartOfWhatWasSent() throws Exception {
    tokens.put(
        "id_token", IdTokens.rs256(key, IdTokens.claims().issuer("x".repeat(155) + "old-secret")));
    serve(200);

    StepFailure failure =
        StepFailures.of(grantNow(Grant.refreshToken("old-secret", null, null, null)));

    assertFalse(failure.description().contains("old"), failure.description());
  }

  @Test
  void clientCredentialsIgnoreIdTokenAndRefreshToken() throws Exception {
    tokens.put("id_token", "no.token.atall").put("refresh_token", "r");
    serve(200);

    TokenSet set = await(grant(Grant.clientCredentials("a b")));

    assertNull(set.idToken());
    assertNull(set.refreshToken());
    assertNull(set.claims());
    assertEquals("a b", set.scope());
  }

  /** The secret changed here, and the server has not learnt of it yet. */
  @Test
  void previousSecretIsTriedWhereTheServerRefusesTheNewOne() throws Exception {
    refuse("new", 401, "invalid_client");

    assertEquals(
        "at", await(grant(Grant.clientCredentials(null), "new", "previous")).accessToken());
    assertEquals(List.of("new", "previous"), secrets);
  }

  @Test
  void previousSecretIsTriedOnce() {
    refuse(null, 401, "invalid_client");

    StepFailure failure = StepFailures.of(grant(Grant.clientCredentials(null), "new", "previous"));

    assertEquals(ErrorCode.INVALID_CLIENT, failure.error());
    assertEquals(List.of("new", "previous"), secrets);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, previous",
    "400, invalid_request, previous",
    "403, invalid_client, previous",
    "401, invalid_client,"
  })
  void previousSecretIsNotTriedOtherwise(int status, String error, String previous) {
    refuse("new", status, error);

    StepFailures.of(grant(Grant.clientCredentials(null), "new", previous));

    assertEquals(List.of("new"), secrets);
  }

  private static Grant code(String scope) {
    return Grant.authorizationCode(
        new AuthorizationCode("the-code", new CodeVerifier("v"), IdTokens.NONCE, scope),
        "https://app.example.com/callback");
  }

  /** Answers token requests with {@link #tokens}, and requests for the key set with this status. */
  private void serve(int keySetStatus) {
    http.answersWith(
        request -> {
          if (request.path().equals("/as/jwks")) {
            request
                .response()
                .setStatusCode(keySetStatus)
                .putHeader("Correlation-Id", "support-of-the-keys")
                .end(KeyServer.keySet(key.toPublicJWK().toJSONString()));
          } else {
            answer(request, 200, tokens);
          }
        });
  }

  /** Refuses this secret, or each if it is null. */
  private void refuse(String secret, int status, String error) {
    http.answersWith(
        request ->
            request
                .body()
                .onSuccess(
                    body -> {
                      String sent = body.toString().replaceFirst(".*client_secret=", "");
                      secrets.add(sent);
                      if (secret == null || secret.equals(sent)) {
                        answer(request, status, new JsonObject().put("error", error));
                      } else {
                        answer(request, 200, tokens);
                      }
                    }));
  }

  private static void answer(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Correlation-Id", "support-1")
        .end(body.encode());
  }

  private Future<TokenSet> grant(Grant grant) {
    return grant(grant, "a-secret", null);
  }

  private Future<TokenSet> grant(Grant grant, String secret, String alternative) {
    return grant(grant, secret, alternative, InstantSource.fixed(NOW));
  }

  /** With the clock by which the ID token was issued. */
  private Future<TokenSet> grantNow(Grant grant) {
    return grant(grant, "a-secret", null, InstantSource.system());
  }

  private Future<TokenSet> grant(
      Grant grant, String secret, String alternative, InstantSource clock) {
    RotatingCredential<String, ClientAuthentication> credential =
        new RotatingCredential<>(
            () -> Future.succeededFuture(secret),
            refused -> alternative,
            each ->
                (form, endpoint) ->
                    new Authenticated(form.copy().withSecret("client_secret", each), null));
    return http.compose(
        () ->
            new AuthorizationServer(
                    http.vertx(),
                    http.transport(),
                    metadata(),
                    client(),
                    credential,
                    null,
                    null,
                    clock)
                .grant(grant, Deadline.in(Duration.ofSeconds(20))));
  }

  private ServerMetadata metadata() {
    String as = http.uri().replace("/jwks", "/");
    return new ServerMetadata(
        IdTokens.ISSUER,
        as + "token",
        as + "jwks",
        as + "introspect",
        as + "revoke",
        as + "userinfo",
        as + "par",
        as + "idpSignoff");
  }

  private static ClientMetadata client() {
    return new ClientMetadata(
        IdTokens.CLIENT_ID,
        "https://app.example.com/callback",
        false,
        false,
        Duration.ofSeconds(30),
        Duration.ofSeconds(20));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
