package dev.tokenflow.pingone.sandbox;

import static dev.tokenflow.pingone.sandbox.SandboxCaller.await;
import static dev.tokenflow.pingone.sandbox.SandboxCaller.cookies;
import static dev.tokenflow.pingone.sandbox.SandboxCaller.detail;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox rejects what PingOne would reject; tested without the client. */
class SandboxTest {
  // RFC 7636 appendix B
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHECK = "application/vnd.pingidentity.usernamePassword.check+json";

  private final SandboxOptions options =
      new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")));
  private Vertx vertx;
  private WebClient client;
  private SandboxCaller caller;
  private String baseUrl;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    client = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
    baseUrl = await(Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA))).baseUrl();
    caller = new SandboxCaller(client, baseUrl, options);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "client_id, another-client",
    "client_id, ",
    "redirect_uri, https://evil.example.com/callback",
    "redirect_uri, ",
    "response_type, token",
    "response_mode, form_post",
    "scope, openid admin:everything",
    "code_challenge, ",
    "code_challenge, too-short",
    "code_challenge_method, plain",
    "code_challenge_method, "
  })
  void rejectsInvalidAuthorizationRequest(String parameter, String value) {
    MultiMap form = caller.authorizationRequest();
    form.remove(parameter);
    if (value != null) {
      form.set(parameter, value);
    }

    HttpResponse<Buffer> response = caller.authorize(form);

    assertEquals(400, response.statusCode());
    assertEquals(
        parameter,
        response.bodyAsJsonObject().getJsonArray("details").getJsonObject(0).getString("target"));
    assertEquals(response.getHeader("Correlation-Id"), response.bodyAsJsonObject().getString("id"));
  }

  @Test
  void rejectsOtherMediaTypes() {
    assertEquals(
        415,
        await(
                client
                    .postAbs(baseUrl + "/as/authorize")
                    .sendJsonObject(new JsonObject().put("client_id", options.clientId())))
            .statusCode());
    SandboxCaller.StartedFlow flow = caller.startFlow();
    assertEquals(
        415, caller.check(flow, "application/json", flow.cookies(), "wonderland").statusCode());
    assertEquals(
        406,
        await(
                client
                    .getAbs(baseUrl + "/flows/" + flow.id())
                    .putHeader("Accept", "application/json")
                    .putHeader("Cookie", flow.cookies())
                    .send())
            .statusCode());
  }

  @Test
  void rejectsMissingForeignOrOutdatedCookies() {
    SandboxCaller.StartedFlow flow = caller.startFlow();

    assertEquals(403, caller.check(flow, CHECK, null, "wonderland").statusCode());
    assertEquals(403, caller.check(flow, CHECK, "ST=x; ST-NO-SS=y", "wonderland").statusCode());
    assertEquals(
        403, caller.check(flow, CHECK, caller.startFlow().cookies(), "wonderland").statusCode());
    assertEquals(200, caller.check(flow, CHECK, flow.cookies(), "wonderland").statusCode());
    assertEquals(
        403, caller.resume(flow.id(), flow.cookies()).statusCode(), "the cookies were renewed");
  }

  @Test
  void rejectsResumeOfUnknownOrIncompleteFlow() {
    SandboxCaller.StartedFlow flow = caller.startFlow();

    assertEquals(404, caller.resume("unknown", flow.cookies()).statusCode());
    assertEquals(400, caller.resume(flow.id(), flow.cookies()).statusCode());
  }

  @Test
  void fiveWrongPasswordsLockTheAccount() {
    for (int time = 1; time <= 4; time++) {
      SandboxCaller.StartedFlow flow = caller.startFlow();
      assertEquals(
          "INVALID_VALUE", detail(caller.check(flow, CHECK, flow.cookies(), "looking-glass")));
    }
    SandboxCaller.StartedFlow fifth = caller.startFlow();
    assertEquals(
        "PASSWORD_LOCKED_OUT", detail(caller.check(fifth, CHECK, fifth.cookies(), "wrong")));
    SandboxCaller.StartedFlow right = caller.startFlow();
    assertEquals(
        "PASSWORD_LOCKED_OUT", detail(caller.check(right, CHECK, right.cookies(), "wonderland")));
  }

  @Test
  void issuesTokensForAValidTokenRequest() {
    JsonObject tokens = token(tokenRequest(code(), assertion(claims -> {}))).bodyAsJsonObject();

    assertNotNull(tokens.getString("access_token"));
    assertNotNull(tokens.getString("id_token"));
  }

  static Stream<Arguments> wrongAssertions() {
    Instant now = Instant.now();
    return Stream.of(
        wrongClaims("another issuer", claims -> claims.issuer("another-client")),
        wrongClaims("another subject", claims -> claims.subject("another-client")),
        wrongClaims("another audience", claims -> claims.audience("https://auth.example.com")),
        wrongClaims("no audience", claims -> claims.audience((String) null)),
        wrongClaims("no expiry", claims -> claims.expirationTime(null)),
        wrongClaims("expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(1)))),
        wrongClaims(
            "more than an hour ahead",
            claims -> claims.expirationTime(Date.from(now.plusSeconds(3700)))),
        wrongClaims(
            "not valid yet", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))),
        wrongClaims("no jti", claims -> claims.jwtID(null)));
  }

  private static Arguments wrongClaims(String what, Consumer<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongAssertions")
  void rejectsAssertionWithWrongClaims(String what, Consumer<JWTClaimsSet.Builder> change) {
    assertRejected(401, "invalid_client", token(tokenRequest(code(), assertion(change))));
  }

  @Test
  void rejectsAssertionWithWrongSignatureOrAlgorithm() {
    JWTClaimsSet claims = assertionClaims(change -> {});

    assertRejected(
        401,
        "invalid_client",
        token(tokenRequest(code(), sign(JWSAlgorithm.HS512, options.clientSecret(), claims))));
    assertRejected(
        401,
        "invalid_client",
        token(tokenRequest(code(), sign(JWSAlgorithm.HS256, "x".repeat(64), claims))));
  }

  @Test
  void rejectsReusedAssertion() {
    String assertion = assertion(claims -> {});

    assertEquals(200, token(tokenRequest(code(), assertion)).statusCode());
    assertRejected(401, "invalid_client", token(tokenRequest(code(), assertion)));
  }

  @Test
  void rejectsPlainClientSecret() {
    MultiMap form = tokenRequest(code(), assertion(claims -> {}));

    assertRejected(401, "invalid_client", token(form.add("client_secret", options.clientSecret())));
    form.remove("client_secret");
    assertRejected(
        401,
        "invalid_client",
        await(
            client
                .postAbs(baseUrl + "/as/token")
                .basicAuthentication(options.clientId(), options.clientSecret())
                .sendForm(form)));
  }

  @Test
  void rejectsUsedOrUnknownCode() {
    String code = code();
    token(tokenRequest(code, assertion(claims -> {})));

    assertRejected(400, "invalid_grant", token(tokenRequest(code, assertion(claims -> {}))));
    assertRejected(400, "invalid_grant", token(tokenRequest("made-up", assertion(claims -> {}))));
  }

  @ParameterizedTest
  @CsvSource({
    "code_verifier, dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXX",
    "code_verifier, ",
    "redirect_uri, https://app.example.com/other",
    "redirect_uri, "
  })
  void rejectsCodeWithWrongVerifierOrRedirectUri(String parameter, String value) {
    MultiMap form = tokenRequest(code(), assertion(claims -> {}));
    form.remove(parameter);
    if (value != null) {
      form.set(parameter, value);
    }

    assertRejected(400, "invalid_grant", token(form));
  }

  @ParameterizedTest
  @CsvSource({"introspect", "revoke"})
  void managingTokensRequiresClientAuthentication(String endpoint) {
    String url = baseUrl + "/as/" + endpoint;
    MultiMap form =
        MultiMap.caseInsensitiveMultiMap()
            .add("token", "made-up")
            .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");

    assertRejected(401, "invalid_client", await(client.postAbs(url).sendForm(form)));
    form.set("client_assertion", assertion(claims -> claims.audience(url)));
    assertEquals(200, await(client.postAbs(url).sendForm(form)).statusCode());
    assertRejected(401, "invalid_client", await(client.postAbs(url).sendForm(form)));
    form.remove("token");
    form.set("client_assertion", assertion(claims -> claims.audience(url)));
    assertRejected(400, "invalid_request", await(client.postAbs(url).sendForm(form)));
  }

  @Test
  void reusedRefreshTokenRevokesItsSuccessors() {
    MultiMap first = caller.authorizationRequest().set("scope", "openid offline_access");
    JsonObject tokens =
        token(tokenRequest(code(first), assertion(claims -> {}))).bodyAsJsonObject();
    MultiMap refresh =
        tokenRequest(null, assertion(claims -> {}))
            .set("grant_type", "refresh_token")
            .set("refresh_token", tokens.getString("refresh_token"));

    JsonObject refreshed = token(refresh).bodyAsJsonObject();
    assertEquals(200, userInfo(refreshed.getString("access_token")).statusCode());
    refresh.set("client_assertion", assertion(claims -> {}));
    assertRejected(400, "invalid_grant", token(refresh));
    assertEquals(401, userInfo(refreshed.getString("access_token")).statusCode());
    refresh
        .set("client_assertion", assertion(claims -> {}))
        .set("refresh_token", refreshed.getString("refresh_token"));
    assertRejected(400, "invalid_grant", token(refresh));
  }

  private HttpResponse<Buffer> userInfo(String accessToken) {
    return await(
        client.getAbs(baseUrl + "/as/userinfo").bearerTokenAuthentication(accessToken).send());
  }

  @Test
  void queryModeRedirects() {
    MultiMap form = caller.authorizationRequest();
    form.remove("response_mode");

    HttpResponse<Buffer> response = caller.authorize(form);

    assertEquals(302, response.statusCode());
    assertNotEquals(-1, response.getHeader("Location").indexOf("flowId="));
  }

  private String code() {
    return code(caller.authorizationRequest());
  }

  private String code(MultiMap authorizationRequest) {
    SandboxCaller.StartedFlow flow = caller.startFlow(authorizationRequest);
    HttpResponse<Buffer> checked = caller.check(flow, CHECK, flow.cookies(), "wonderland");
    return caller
        .resume(flow.id(), cookies(checked))
        .bodyAsJsonObject()
        .getJsonObject("authorizeResponse")
        .getString("code");
  }

  private MultiMap tokenRequest(String code, String assertion) {
    return MultiMap.caseInsensitiveMultiMap()
        .add("grant_type", "authorization_code")
        .add("code", String.valueOf(code))
        .add("redirect_uri", options.redirectUri())
        .add("code_verifier", VERIFIER)
        .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
        .add("client_assertion", assertion);
  }

  private HttpResponse<Buffer> token(MultiMap form) {
    return await(client.postAbs(baseUrl + "/as/token").sendForm(form));
  }

  private String assertion(Consumer<JWTClaimsSet.Builder> change) {
    return sign(JWSAlgorithm.HS256, options.clientSecret(), assertionClaims(change));
  }

  private JWTClaimsSet assertionClaims(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(options.clientId())
            .subject(options.clientId())
            .audience(baseUrl + "/as/token")
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .jwtID(UUID.randomUUID().toString());
    change.accept(claims);
    return claims.build();
  }

  private static String sign(JWSAlgorithm algorithm, String secret, JWTClaimsSet claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void assertRejected(int status, String error, HttpResponse<Buffer> response) {
    assertEquals(
        status + " " + error,
        response.statusCode() + " " + response.bodyAsJsonObject().getString("error"),
        response::bodyAsString);
  }
}
