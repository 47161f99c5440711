package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneAuthentication;
import dev.tokenflow.pingone.PingOneFailureHandler;
import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.documentation.Page;
import dev.tokenflow.pingone.live.TypedTokensTest.Way;
import dev.tokenflow.pingone.message.ActionRequiredException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.CredentialValidationException;
import io.vertx.ext.auth.authentication.Credentials;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.handler.BasicAuthHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers of Vert.x Web sign on through PingOne. */
class WebAuthenticationTest {
  private static final Credentials ALICE = new UsernamePasswordCredentials("alice", "wonderland");

  @RegisterExtension final Live live = new Live();

  @ParameterizedTest
  @EnumSource
  void basicAuthenticationSignsOn(Way way) {
    int port =
        serve(
            basic(
                PingOneAuthentication.over(
                    way.open(live, live.sandbox().verticleConfiguration()))));

    HttpResponse<Buffer> answer = get(port, "alice", "wonderland");
    assertEquals(200, answer.statusCode());
    assertEquals(SandboxUser.of("alice", "").subject(), answer.bodyAsJsonObject().getString("sub"));
    assertEquals("alice", answer.bodyAsJsonObject().getString("username"));

    HttpResponse<Buffer> refused = get(port, "alice", "wrong");
    assertEquals(401, refused.statusCode());
    assertEquals("Basic realm=\"vertx-web\"", refused.getHeader("WWW-Authenticate"));
  }

  @ParameterizedTest
  @CsvSource({"429, 3600, 429, true", "503, 3600, 503, true", "500, , 503, false"})
  void outageDoesNotLookLikeAWrongPassword(
      int status, String retryAfter, int expected, boolean saysWhen) {
    JsonObject configuration =
        live.sandbox(
                options(),
                request -> {
                  if (retryAfter != null) {
                    request.response().putHeader("Retry-After", retryAfter);
                  }
                  request.response().setStatusCode(status).end();
                  return true;
                })
            .verticleConfiguration()
            .put("retry", JsonObject.of("maxAttempts", 1));
    int port = serve(basic(PingOneAuthentication.over(Way.DIRECT.open(live, configuration))));

    HttpResponse<Buffer> answer = get(port, "alice", "wonderland");

    assertEquals(expected, answer.statusCode());
    assertNull(answer.getHeader("WWW-Authenticate"));
    assertEquals(saysWhen, answer.getHeader("Retry-After") != null);
  }

  @ParameterizedTest
  @CsvSource({"1900, 2", "2000, 2", "2001, 3", "0, 1"})
  void roundsTheWaitUp(long milliseconds, String retryAfter) {
    Failure failure =
        Failure.of(ErrorCode.RATE_LIMITED, Step.TOKEN, "Too many requests", "alice", "c-1")
            .copyFor(Duration.ofMillis(milliseconds));
    Router router = Router.router(live.vertx());
    answerFailures(router);
    router
        .route()
        .handler(
            BasicAuthHandler.create(
                credentials -> Future.failedFuture(new PingOneException(failure))));

    assertEquals(retryAfter, get(serve(router), "alice", "wonderland").getHeader("Retry-After"));
  }

  @Test
  void nextStepDoesNotAskForThePasswordAgain() {
    int port =
        serve(basic(PingOneAuthentication.over(pingOne(SandboxUser.Policy.ONE_TIME_PASSCODE))));

    HttpResponse<Buffer> answer = get(port, "alice", "wonderland");

    assertEquals(403, answer.statusCode());
    assertNull(answer.getHeader("WWW-Authenticate"));
  }

  @ParameterizedTest
  @EnumSource
  void formSignsOnWithASecondFactor(Way way) {
    PingOneTokens tokens =
        way.open(
            live,
            live.sandbox(options(SandboxUser.Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    Browser browser = new Browser(serve(new WebLogin(tokens).router(live.vertx())));

    assertEquals("401", browser.post("/login", "username", "alice", "password", "wrong"));
    assertEquals("401", browser.get("/me"));
    assertEquals(
        "/passcode.html", browser.post("/login", "username", "alice", "password", "wonderland"));
    String before = browser.cookie;
    assertEquals("401", browser.get("/me"));
    assertEquals("/passcode.html", browser.post("/passcode", "passcode", "000000"));
    assertEquals("/me", browser.post("/passcode", "passcode", SandboxUser.CODE));
    assertEquals("alice", new JsonObject(browser.get("/me")).getString("username"));
    assertFalse(before.equals(browser.cookie), "the session has a new id");
  }

  @ParameterizedTest
  @EnumSource
  void nextStepIsATypedFailure(Way way) {
    PingOneAuthentication authentication =
        PingOneAuthentication.over(
            way.open(
                live,
                live.sandbox(options(SandboxUser.Policy.ONE_TIME_PASSCODE))
                    .verticleConfiguration()));

    ActionRequiredException next =
        assertThrows(
            ActionRequiredException.class, () -> await(authentication.authenticate(ALICE)));
    assertEquals("PingOne requires another step: OTP_REQUIRED", next.getMessage());
    PingOneException wrong =
        assertThrows(
            PingOneException.class,
            () ->
                await(
                    authentication.authenticate(
                        next.required().with(FlowAction.checkOneTimePasscode("000000")))));
    User user =
        await(
            authentication.authenticate(
                wrong.failure().next().with(FlowAction.checkOneTimePasscode(SandboxUser.CODE))));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, wrong.failure().error());
    assertEquals(SandboxUser.of("alice", "").subject(), user.subject());
    assertTrue(user.hasAmr("otp"), () -> user.principal().encode());
  }

  @Test
  void asksForOtherScopesAndHoldsTokensOnRequest() {
    PingOneTokens tokens = pingOne(SandboxUser.Policy.PASSWORD);

    User plain =
        await(
            PingOneAuthentication.over(tokens)
                .withSignOn(signOn -> signOn.withScope("profile"))
                .authenticate(ALICE));
    User holding =
        await(
            PingOneAuthentication.over(tokens)
                .withSignOn(signOn -> signOn.withScope("openid offline_access"))
                .withTokens()
                .authenticate(ALICE));

    assertEquals(JsonObject.of("username", "alice", "scope", "profile"), plain.principal());
    assertFalse(plain.expired());
    assertTrue(plain.attributes().containsKey("exp"));
    assertTrue(holding.containsKey("access_token") && holding.containsKey("refresh_token"));
  }

  static Stream<Credentials> otherCredentials() {
    return Stream.of(
        new TokenCredentials("an-access-token"),
        new UsernamePasswordCredentials("alice", null),
        new UsernamePasswordCredentials(null, "wonderland"),
        null);
  }

  @ParameterizedTest
  @MethodSource("otherCredentials")
  void refusesOtherCredentials(Credentials credentials) {
    PingOneAuthentication authentication =
        PingOneAuthentication.over(PingOneTokens.overEventBus(live.vertx()));

    CredentialValidationException refused =
        assertThrows(
            CredentialValidationException.class,
            () -> await(authentication.authenticate(credentials)));

    assertFalse(refused.getMessage().contains("an-access-token"), refused.getMessage());
  }

  @Test
  void leavesOtherFailuresAlone() {
    PingOneTokens tokens = pingOne(SandboxUser.Policy.PASSWORD);
    Router router = Router.router(live.vertx());
    answerFailures(router);
    router
        .get("/")
        .handler(
            ctx ->
                PingOneAuthentication.over(tokens)
                    .authenticate(new UsernamePasswordCredentials("alice", "wrong"))
                    .onFailure(ctx::fail));

    assertEquals(500, get(serve(router), "alice", "wonderland").statusCode());
  }

  @Test
  void documentedLoginIsTheOneThatIsTested() throws IOException {
    String tested =
        Files.readString(Path.of("src/test/java/dev/tokenflow/pingone/live/WebLogin.java"));
    String documented =
        Page.blocks("java").stream()
            .filter(block -> block.file().endsWith("web.md"))
            .map(Page.Block::text)
            .filter(text -> text.contains("class WebLogin"))
            .findFirst()
            .orElseThrow();

    assertEquals(tested.substring(tested.indexOf("import ")).strip(), documented.strip());
  }

  private PingOneTokens pingOne(SandboxUser.Policy policy) {
    return Way.DIRECT.open(live, live.sandbox(options(policy)).verticleConfiguration());
  }

  private Router basic(PingOneAuthentication authentication) {
    Router router = Router.router(live.vertx());
    answerFailures(router);
    router.route().handler(BasicAuthHandler.create(authentication));
    router.get("/").handler(ctx -> ctx.json(ctx.user().attributes()));
    return router;
  }

  private static void answerFailures(Router router) {
    router
        .route()
        .failureHandler(PingOneFailureHandler.create())
        .failureHandler(ctx -> ctx.response().setStatusCode(ctx.statusCode()).end());
  }

  private int serve(Router router) {
    return await(live.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
        .actualPort();
  }

  private HttpResponse<Buffer> get(int port, String username, String password) {
    String pair = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
    return await(
        WebClient.create(live.vertx())
            .get(port, "127.0.0.1", "/")
            .putHeader("Authorization", "Basic " + pair)
            .send());
  }

  /** Keeps a session's cookie, and follows no redirect. */
  private final class Browser {
    private final int port;
    private final WebClient client =
        WebClient.create(live.vertx(), new WebClientOptions().setFollowRedirects(false));
    private String cookie = "";

    Browser(int port) {
      this.port = port;
    }

    String get(String path) {
      return seen(await(with(client.get(port, "127.0.0.1", path)).send()));
    }

    String post(String path, String... fields) {
      MultiMap form = MultiMap.caseInsensitiveMultiMap();
      for (int at = 0; at < fields.length; at += 2) {
        form.add(fields[at], fields[at + 1]);
      }
      return seen(await(with(client.post(port, "127.0.0.1", path)).sendForm(form)));
    }

    private HttpRequest<Buffer> with(HttpRequest<Buffer> request) {
      return cookie.isEmpty() ? request : request.putHeader("Cookie", cookie);
    }

    /** Where an answer leads, or its body, or its status if it is an error. */
    private String seen(HttpResponse<Buffer> answer) {
      String set = answer.getHeader("Set-Cookie");
      if (set != null) {
        cookie = set.substring(0, set.indexOf(';'));
      }
      String location = answer.getHeader("Location");
      if (location != null) {
        return location;
      }
      return answer.statusCode() == 200
          ? answer.bodyAsString()
          : String.valueOf(answer.statusCode());
    }
  }
}
