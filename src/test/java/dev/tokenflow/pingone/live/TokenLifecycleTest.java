package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issued tokens: refresh, introspection, revocation and UserInfo. */
class TokenLifecycleTest {
  private static final String SUBJECT = SandboxUser.of("alice", "").subject();

  @RegisterExtension final Live live = new Live();

  private final Map<SandboxStep, Integer> seen = new ConcurrentHashMap<>();

  @Test
  void refreshRotatesTheRefreshToken() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject first = signOn();

    JsonObject second = refresh(first);

    assertEquals("tokens", second.getString("outcome"));
    assertNotEquals(first.getString("access_token"), second.getString("access_token"));
    assertNotEquals(first.getString("refresh_token"), second.getString("refresh_token"));
    assertEquals(SUBJECT, second.getJsonObject("claims").getString("sub"));
    assertEquals("openid offline_access", second.getString("scope"));
    assertFalse(second.containsKey("username"));
    assertNotNull(second.getString("correlation_id"));
    assertFails(live.ask("refresh", refreshOf(first)), 401, "invalid_grant", "token");
    assertFails(live.ask("refresh", refreshOf(second)), 401, "invalid_grant", "token");
  }

  /** The rotated refresh token must not be lost because of the ID token beside it. */
  @Test
  void refreshesWhileTheKeySetCannotBeFetched() {
    live.deploy(
        live.sandbox(
                options()
                    .setFaults(
                        FaultPlan.at(SandboxStep.TOKEN, 2, SandboxFault.KEYS_ROTATED)
                            .and(FaultPlan.at(SandboxStep.JWKS, 2, SandboxFault.STATUS_400_PAGE))))
            .verticleConfiguration()
            .put("scope", "openid offline_access"));
    JsonObject first = await(live.signOnAlice());

    JsonObject second = refresh(first);

    assertFalse(second.containsKey("id_token"));
    assertFalse(second.containsKey("claims"));
    assertTrue(refresh(second).containsKey("claims"));
  }

  @Test
  void refreshesWithNarrowerScope() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject refreshed = await(live.ask("refresh", refreshOf(signOn()).put("scope", "openid")));

    assertEquals("openid", refreshed.getString("scope"));
    assertFails(
        live.ask("refresh", refreshOf(refreshed).put("scope", "openid profile")),
        500,
        "invalid_scope",
        "token");
  }

  @Test
  void keepsARefreshTokenThatIsNotRotated() {
    live.deploy(
        live.sandbox(
                options(),
                request ->
                    answers(
                        request,
                        "token",
                        "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":60}"))
            .verticleConfiguration());

    JsonObject refreshed =
        await(live.ask("refresh", new JsonObject().put("refresh_token", "mine")));

    assertEquals("mine", refreshed.getString("refresh_token"));
    assertEquals("at", refreshed.getString("access_token"));
    assertFalse(refreshed.containsKey("claims"));
  }

  @Test
  void rejectsARefreshedIdTokenOfAnotherUser() {
    live.deploy(live.sandbox().verticleConfiguration());

    assertFails(
        live.ask("refresh", refreshOf(signOn()).put("sub", "somebody-else")),
        502,
        "invalid_id_token",
        "id_token");
    assertEquals(
        SUBJECT,
        await(live.ask("refresh", refreshOf(signOn()).put("sub", SUBJECT)))
            .getJsonObject("claims")
            .getString("sub"));
  }

  @Test
  void publishesARefreshWithItsEvent() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject tokens = signOn();
    Promise<Message<JsonObject>> published = Promise.promise();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer("pingone.tokens", published::tryComplete)
        .completion()
        .await();

    JsonObject refreshed = refresh(tokens);

    assertNotNull(refreshed.remove("refresh_token"));
    assertEquals(refreshed, await(published.future()).body());
    assertEquals("refreshed", await(published.future()).headers().get("event"));
  }

  @Test
  void clientCredentialsTokensHaveNoUser() {
    live.deploy(live.sandbox().verticleConfiguration());

    JsonObject tokens =
        await(live.ask("client-credentials", new JsonObject().put("scope", "p1:update:user")));

    assertEquals("tokens", tokens.getString("outcome"));
    assertEquals("p1:update:user", tokens.getString("scope"));
    for (String absent : new String[] {"username", "id_token", "refresh_token", "claims"}) {
      assertNull(tokens.getValue(absent), absent);
    }
    assertEquals(
        "p1:read:user",
        await(live.ask("client-credentials", new JsonObject())).getString("scope"),
        "the server's own default");
    assertFails(
        live.ask("client-credentials", new JsonObject().put("scope", "openid")),
        500,
        "invalid_scope",
        "token");
  }

  @Test
  void introspectsTokens() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject tokens = signOn();

    JsonObject access = await(live.ask("introspect", token(tokens, "access_token")));
    assertEquals(true, access.getBoolean("active"));
    assertEquals(SUBJECT, access.getString("sub"));
    assertEquals("openid offline_access", access.getString("scope"));
    assertEquals(
        true, await(live.ask("introspect", token(tokens, "refresh_token"))).getBoolean("active"));
    assertEquals(
        new JsonObject().put("active", false),
        await(live.ask("introspect", new JsonObject().put("token", "made-up"))));
  }

  @Test
  void revokesTokens() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject tokens = signOn();

    assertEquals(new JsonObject(), await(live.ask("revoke", token(tokens, "access_token"))));
    assertFalse(isActive(tokens, "access_token"));
    assertTrue(isActive(tokens, "refresh_token"));

    JsonObject refreshed = refresh(tokens);
    await(live.ask("revoke", token(refreshed, "refresh_token")));
    assertFalse(isActive(refreshed, "refresh_token"));
    assertFalse(isActive(refreshed, "access_token"), "it belongs to the same sign-on");

    assertEquals(
        new JsonObject(),
        await(live.ask("revoke", new JsonObject().put("token", "made-up"))),
        "an unknown token is not an error");
  }

  @Test
  void returnsTheUsersClaims() {
    live.deploy(live.sandbox().verticleConfiguration());
    JsonObject tokens = signOn();

    assertEquals(
        new JsonObject().put("sub", SUBJECT).put("preferred_username", "alice"),
        await(live.ask("userinfo", accessTokenOf(tokens).put("sub", SUBJECT))));
    assertFails(
        live.ask("userinfo", accessTokenOf(tokens).put("sub", "somebody-else")),
        502,
        "invalid_response",
        "userinfo");
  }

  @Test
  void userInfoRejectsAnUnsuitableToken() {
    live.deploy(live.sandbox().verticleConfiguration());

    assertFails(
        live.ask("userinfo", new JsonObject().put("access_token", "made-up")),
        403,
        "access_denied",
        "userinfo");
    JsonObject application = await(live.ask("client-credentials", new JsonObject()));
    JsonObject refused =
        assertFails(
            live.ask("userinfo", accessTokenOf(application)), 403, "access_denied", "userinfo");
    assertTrue(refused.getString("error_description").contains("insufficient_scope"));
    assertNotNull(refused.getString("pingone_id"));
    assertFails(
        live.ask("userinfo", new JsonObject().put("access_token", "a\r\nb: c")),
        400,
        "invalid_request",
        "request");
  }

  /** The session ends, the tokens stay. */
  @Test
  void signsOff() {
    Sandbox sandbox = live.sandbox();
    live.deploy(sandbox.verticleConfiguration());
    JsonObject tokens = signOn();
    assertEquals(1, await(sandbox.sessions("alice")));

    assertEquals(new JsonObject(), await(live.ask("sign-off", idTokenOf(tokens))));

    assertEquals(0, await(sandbox.sessions("alice")));
    assertTrue(isActive(tokens, "access_token"));
    JsonObject refused =
        assertFails(
            live.ask("sign-off", JsonObject.of("id_token_hint", "made.up.token")),
            400,
            "invalid_request",
            "sign_off");
    assertEquals(
        "id_token_hint", refused.getJsonArray("details").getJsonObject(0).getString("target"));
    assertFails(live.ask("sign-off", new JsonObject()), 400, "invalid_request", "request");
    // The longest one that is sent; PingOne takes 6 KB of headers.
    JsonObject longest = JsonObject.of("id_token_hint", "h.p." + "s".repeat(5 * 1024 - 4));
    assertFails(live.ask("sign-off", longest), 400, "invalid_request", "sign_off");
  }

  @Test
  void signOffNamesTheSettingThatForbidsIt() {
    live.deploy(live.sandbox(options().setSignOffAllowed(false)).verticleConfiguration());
    JsonObject tokens = signOn();

    JsonObject refused =
        assertFails(live.ask("sign-off", idTokenOf(tokens)), 500, "configuration", "sign_off");

    assertTrue(refused.getString("error_description").contains("idpSignoff"), refused::encode);
    assertFalse(refused.encode().contains(tokens.getString("id_token")));
  }

  /** It changes nothing to end a session twice. */
  @ParameterizedTest
  @EnumSource(names = {"STATUS_503_RETRY_AFTER", "ANSWER_LOST", "STATUS_500"})
  void sendsALostSignOffAgain(SandboxFault fault) {
    Sandbox sandbox =
        live.sandbox(options().setFaults(FaultPlan.at(SandboxStep.SIGN_OFF, 1, fault)));
    live.deploy(sandbox.verticleConfiguration());

    await(live.ask("sign-off", idTokenOf(signOn())));

    assertEquals(0, await(sandbox.sessions("alice")));
  }

  private static JsonObject idTokenOf(JsonObject tokens) {
    return JsonObject.of("id_token_hint", tokens.getString("id_token"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refresh", "introspect", "revoke", "userinfo", "sign-off"})
  void publishesTheFailureOfAMalformedRequest(String address) {
    live.deploy(live.sandbox().verticleConfiguration());
    AtomicReference<JsonObject> published = new AtomicReference<>();
    Promise<Void> received = Promise.promise();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.failures",
            message -> {
              published.set(message.body());
              received.tryComplete();
            });

    JsonObject failure =
        assertFails(
            live.ask(address, new JsonObject().put("correlation_id", "c-1")),
            400,
            "invalid_request",
            "request");

    assertTrue(failure.getString("error_description").contains("is missing"));
    assertEquals("c-1", failure.getString("correlation_id"));
    await(received.future());
    assertEquals(failure, published.get());
  }

  /** All requests are sent side by side: some faults end with a time-out only. */
  @ParameterizedTest
  @MethodSource("dev.tokenflow.pingone.live.FaultOutcome#thatFailTheRequest")
  void reportsEachFaultAsTheContractSays(SandboxFault fault) {
    List<String> addresses =
        Stream.of("refresh", "introspect", "revoke", "userinfo")
            // A 200 confirms a revocation whatever its body (RFC 7009 section 2.2).
            .filter(address -> !address.equals("revoke") || !FaultOutcome.hasSuccessStatus(fault))
            .toList();
    live.deploy(
        live.sandbox(options().setFaults((step, number) -> number == 1 ? fault : null))
            .verticleConfiguration()
            .put("warmUp", false)
            .put("requestTimeoutMs", 1000)
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    Map<String, Future<JsonObject>> failures = new TreeMap<>();
    addresses.forEach(address -> failures.put(address, live.ask(address, request(address))));

    FaultOutcome outcome = FaultOutcome.of(fault);
    failures.forEach(
        (address, failure) ->
            assertFails(failure, outcome.code(), outcome.error(), stepOf(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "refresh, RESET_AFTER_READ, 1",
    "refresh, NO_ANSWER, 1",
    "refresh, STATUS_500, 1",
    "introspect, RESET_AFTER_READ, 2",
    "introspect, NO_ANSWER, 2",
    "revoke, STATUS_500, 2",
    "userinfo, RESET_AFTER_READ, 2"
  })
  void resendsOnlyIdempotentRequests(String address, SandboxFault fault, int times) {
    live.deploy(
        live.sandbox(
                options().setFaults(FaultPlan.at(sandboxStepOf(address), 1, fault)), this::count)
            .verticleConfiguration()
            .put("requestTimeoutMs", 1000));

    await(live.ask(address, request(address)).otherwiseEmpty());

    assertEquals(times, seen.get(sandboxStepOf(address)));
  }

  private boolean count(HttpServerRequest request) {
    seen.merge(SandboxStep.of(request), 1, Integer::sum);
    return false;
  }

  private static boolean answers(HttpServerRequest request, String step, String json) {
    boolean hit = SandboxStep.of(request).toString().equals(step);
    if (hit) {
      request.response().putHeader("Content-Type", "application/json").end(json);
    }
    return hit;
  }

  private static SandboxStep sandboxStepOf(String address) {
    return SandboxStep.valueOf(stepOf(address).toUpperCase(Locale.ROOT));
  }

  private static String stepOf(String address) {
    return address.equals("refresh") ? "token" : address;
  }

  private static JsonObject request(String address) {
    String field =
        switch (address) {
          case "refresh" -> "refresh_token";
          case "userinfo" -> "access_token";
          default -> "token";
        };
    return new JsonObject().put(field, "made-up");
  }

  private JsonObject signOn() {
    return await(live.signOn(alice().put("scope", "openid offline_access")));
  }

  private JsonObject refresh(JsonObject tokens) {
    return await(live.ask("refresh", refreshOf(tokens)));
  }

  private boolean isActive(JsonObject tokens, String kind) {
    Future<JsonObject> introspection = live.ask("introspect", token(tokens, kind));
    return await(introspection).getBoolean("active");
  }

  private static JsonObject refreshOf(JsonObject tokens) {
    return new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
  }

  private static JsonObject accessTokenOf(JsonObject tokens) {
    return new JsonObject().put("access_token", tokens.getString("access_token"));
  }

  private static JsonObject token(JsonObject tokens, String kind) {
    return new JsonObject().put("token", tokens.getString(kind)).put("token_type_hint", kind);
  }
}
