package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configured accounts, whose tokens the verticle keeps fresh. */
class AccountTokensTest {
  private static final String OFFLINE = "openid offline_access";

  // Ten thousand callers are answered in one turn of the loop, each with a copy of its own.
  @RegisterExtension final Live live = Live.withBlockingUpTo(Duration.ofSeconds(2));

  /** The published messages: the event of tokens, or the error of a failure. */
  private final BlockingQueue<String> published = new LinkedBlockingQueue<>();

  /** The grant types of token requests, and {@code password} for each password submission. */
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  @Test
  void acquiresTokensAtDeploymentAndServesThemFromMemory() {
    deploy(alice("wonderland"), options());
    assertEquals("issued", nextPublished());

    JsonObject first = await(account());
    JsonObject second = await(account());

    assertEquals("alice", first.getString("username"));
    assertEquals(first.getString("access_token"), second.getString("access_token"));
    assertEquals(
        SandboxUser.of("alice", "").subject(), first.getJsonObject("claims").getString("sub"));
    assertEquals(List.of("password", "authorization_code"), List.copyOf(requests));
  }

  @Test
  void acquiresLazyAccountOnFirstUse() {
    deploy(alice("wonderland").put("lazy", true), options());
    await(live.signOnAlice());
    assertEquals("issued", nextPublished());
    requests.clear();

    await(account());

    assertEquals(List.of("password", "authorization_code"), List.copyOf(requests));
    assertEquals("issued", nextPublished());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tenThousandCallersShareOneAcquisition(int instances) {
    SandboxOptions slow = options().setLatency(Duration.ofMillis(100));
    deploy(alice("wonderland").put("lazy", true), slow, watch(request -> false), instances);

    List<Future<JsonObject>> callers =
        IntStream.range(0, 10_000).mapToObj(number -> account()).toList();
    await(Future.all(callers));

    Set<String> tokens = new HashSet<>();
    callers.forEach(caller -> tokens.add(caller.result().getString("access_token")));
    assertEquals(1, tokens.size());
    assertEquals(List.of("password", "authorization_code"), List.copyOf(requests));
    assertEquals("issued", nextPublished());
    assertTrue(published.isEmpty());
  }

  @Test
  void renewsWithTheRefreshTokenIfThereIsOne() {
    deploy(alice("wonderland").put("scope", OFFLINE), ofLifetime(2));
    assertEquals("issued", nextPublished());
    String first = await(account()).getString("access_token");

    assertEquals("refreshed", nextPublished());
    assertEquals("refreshed", nextPublished());

    JsonObject renewed = await(account());
    assertNotEquals(first, renewed.getString("access_token"));
    assertFalse(renewed.containsKey("refresh_token"), "two holders would revoke each other's");
    assertEquals("alice", renewed.getString("username"));
    assertEquals(OFFLINE, renewed.getString("scope"));
    assertEquals(1, requests.stream().filter("password"::equals).count());
  }

  @Test
  void acquiresNewTokensWithoutARefreshToken() {
    deploy(new JsonObject().put("grant", "client_credentials"), ofLifetime(2));

    assertEquals("issued", nextPublished());
    assertEquals("issued", nextPublished());

    JsonObject tokens = await(account());
    assertFalse(tokens.containsKey("username"));
    assertEquals("p1:read:user", tokens.getString("scope"));
  }

  @Test
  void servesAValidTokenWhileRenewalsFail() {
    AtomicInteger tokenRequests = new AtomicInteger();
    deploy(
        alice("wonderland").put("scope", OFFLINE),
        ofLifetime(10),
        watch(
            request ->
                SandboxStep.of(request) == SandboxStep.TOKEN
                    && tokenRequests.incrementAndGet() > 1
                    && fail(request, 429, "0")),
        1);
    assertEquals("issued", nextPublished());
    String token = await(account()).getString("access_token");

    for (int time = 0; time < 3; time++) {
      assertEquals("rate_limited", nextPublished());
      assertEquals(token, await(account()).getString("access_token"));
    }
  }

  /** Under rotation, reusing a refresh token that was processed would revoke its successors. */
  @Test
  void doesNotReuseARefreshTokenAfterALostResponse() {
    deploy(
        alice("wonderland").put("scope", OFFLINE),
        ofLifetime(2).setFaults(FaultPlan.at(SandboxStep.TOKEN, 2, SandboxFault.RESET_AFTER_READ)),
        watch(request -> false),
        1);

    assertEquals("issued", nextPublished());
    assertEquals("unavailable", nextPublished());
    assertEquals("issued", nextPublished());
    assertEquals("refreshed", nextPublished());
    assertEquals(
        List.of(
            "password",
            "authorization_code",
            "refresh_token",
            "password",
            "authorization_code",
            "refresh_token"),
        List.copyOf(requests).subList(0, 6));
  }

  @Test
  void signsOnAgainAfterTheRefreshTokenWasRevoked() {
    Promise<String> refreshToken = Promise.promise();
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens",
            message -> refreshToken.tryComplete(message.body().getString("refresh_token")));
    live.deploy(
        configuration(
                alice("wonderland").put("scope", OFFLINE), ofLifetime(4), watch(request -> false))
            .put("publish", "all"));
    assertEquals("issued", nextPublished());
    JsonObject tokens = await(account());

    await(live.ask("revoke", new JsonObject().put("token", await(refreshToken.future()))));

    assertEquals("issued", nextPublished());
    assertNotEquals(tokens.getString("access_token"), await(account()).getString("access_token"));
  }

  @Test
  void submitsAWrongPasswordOnlyOnce() {
    JsonObject configuration =
        configuration(alice("looking-glass"), ofLifetime(2), watch(request -> false));
    // Its renewals, one per second, serve as the clock.
    configuration
        .getJsonObject("accounts")
        .put("clock", new JsonObject().put("grant", "client_credentials"));
    live.deploy(configuration);

    int failures = 0;
    for (int issued = 0; issued < 4; ) {
      if (nextPublished().equals("issued")) {
        issued++;
      } else {
        failures++;
      }
      JsonObject failure = assertFails(account(), 401, "invalid_credentials", "credentials");
      assertFalse(failure.getBoolean("retryable"));
    }

    assertEquals(1, failures);
    assertEquals(1, requests.stream().filter("password"::equals).count());
  }

  @Test
  void retriesWhenThePasswordFileChanges(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "looking-glass\n");
    deploy(
        new JsonObject().put("username", "alice").put("passwordFile", file.toString()), options());
    assertEquals("invalid_credentials", nextPublished());

    Files.writeString(file, "wonderland\n");

    assertEquals("issued", nextPublished());
    assertEquals("alice", await(account()).getString("username"));
  }

  @ParameterizedTest
  @EnumSource(
      value = SandboxUser.Policy.class,
      names = {"ONE_TIME_PASSCODE", "DISABLED", "EXTERNAL_IDENTITY_PROVIDER"})
  void doesNotRetryASignOnThatNeedsAUser(SandboxUser.Policy policy) {
    deploy(alice("wonderland"), options(policy));

    String error =
        policy == SandboxUser.Policy.DISABLED ? "account_disabled" : "action_unsupported";
    assertEquals(error, nextPublished());
    assertEquals(error, new JsonObject(Live.failure(account()).getMessage()).getString("error"));
    assertEquals(List.of("password"), List.copyOf(requests));
  }

  @Test
  void servesAFailureFromMemoryUntilTheNextAttempt() {
    deploy(alice("wonderland"), options(), watch(request -> fail(request, 429, "3600")), 1);
    assertEquals("rate_limited", nextPublished());

    List<Future<JsonObject>> callers =
        IntStream.range(0, 1000).mapToObj(number -> account()).toList();
    await(Future.join(callers).otherwiseEmpty());

    for (Future<JsonObject> caller : callers) {
      int wait = assertFails(caller, 429, "rate_limited", "authorize").getInteger("retry_after");
      assertTrue(wait > 3000 && wait <= 3600, () -> "waits " + wait);
    }
    assertEquals(List.of("authorize"), List.copyOf(requests));
    assertTrue(published.isEmpty(), "the failure was published more than once");
  }

  @Test
  void failureForAnUnknownAccountListsTheKnownOnes() {
    deploy(alice("wonderland"), options());

    JsonObject failure =
        assertFails(
            live.ask("account", new JsonObject().put("account", "weekly")),
            400,
            "invalid_request",
            "request");

    assertEquals(
        "account is not one of those configured, expected nightly",
        failure.getString("error_description"));
    assertFails(live.ask("account", new JsonObject()), 400, "invalid_request", "request");
  }

  @Test
  void rejectsEveryNameWithoutAccounts() {
    live.deploy(live.sandbox().verticleConfiguration(), 2);

    assertFails(account(), 400, "invalid_request", "request");
  }

  @Test
  void replacesARefusedTokenOnce() {
    deploy(alice("wonderland"), options());
    JsonObject first = await(account());
    String token = first.getString("access_token");

    List<Future<JsonObject>> callers =
        IntStream.range(0, 100).mapToObj(number -> account(token)).toList();
    await(Future.all(callers));

    String second = callers.get(0).result().getString("access_token");
    assertNotEquals(token, second);
    for (Future<JsonObject> caller : callers) {
      assertEquals(second, caller.result().getString("access_token"));
    }
    assertEquals(
        second,
        await(account(second)).getString("access_token"),
        "the new token is not replaced at once");
    assertEquals(2, requests.stream().filter("password"::equals).count());
  }

  @Test
  void servesARefusedTokenWhileRenewalIsImpossible() {
    AtomicInteger tokenRequests = new AtomicInteger();
    deploy(
        alice("wonderland").put("scope", OFFLINE),
        ofLifetime(8),
        watch(
            request ->
                SandboxStep.of(request) == SandboxStep.TOKEN
                    && tokenRequests.incrementAndGet() > 1
                    && fail(request, 429, "3600")),
        1);
    assertEquals("issued", nextPublished());
    assertEquals("rate_limited", nextPublished());
    String token = await(account()).getString("access_token");

    assertEquals(token, await(account(token)).getString("access_token"));
    assertEquals(2, tokenRequests.get());
  }

  @Test
  void reportsTheRemainingLifetime() {
    deploy(alice("wonderland"), ofLifetime(3));
    assertEquals("issued", nextPublished());

    assertTrue(await(account()).getInteger("expires_in") <= 2);
  }

  @Test
  void anotherInstanceTakesOver() {
    JsonObject configuration = configuration(alice("wonderland"), options(), watch(r -> false));
    String first = live.deploy(configuration);
    live.deploy(configuration);
    String before = await(account()).getString("access_token");

    await(live.vertx().undeploy(first));

    assertNotEquals(before, await(accountOnceThereIsALeader()).getString("access_token"));
  }

  @Test
  void keepsAccountsWithTheDirectApi() {
    JsonObject configuration = configuration(alice("wonderland"), options(), watch(r -> false));
    PingOneTokens pingOne =
        PingOneTokens.direct(live.vertx(), await(PingOneOptions.load(live.vertx(), configuration)));

    Tokens first = await(pingOne.account(AccountRequest.of("nightly")));
    first.claims().clear();

    Tokens second = await(pingOne.account(AccountRequest.of("nightly")));
    assertEquals(first.accessToken(), second.accessToken());
    assertFalse(second.claims().isEmpty(), "each caller has its own copy of the claims");
    await(pingOne.close());
  }

  /** Retries while no instance keeps the account. */
  private Future<JsonObject> accountOnceThereIsALeader() {
    return account()
        .recover(
            cause -> {
              boolean nobody =
                  cause instanceof ReplyException reply
                      && (reply.failureType() == ReplyFailure.NO_HANDLERS
                          || reply.failureCode() == 503);
              if (!nobody) {
                return Future.failedFuture(cause);
              }
              Promise<JsonObject> again = Promise.promise();
              live.vertx().setTimer(50, due -> accountOnceThereIsALeader().onComplete(again));
              return again.future();
            });
  }

  private Future<JsonObject> account() {
    return live.ask("account", new JsonObject().put("account", "nightly"));
  }

  private Future<JsonObject> account(String refused) {
    return live.ask(
        "account", new JsonObject().put("account", "nightly").put("refused_token", refused));
  }

  private static JsonObject alice(String password) {
    return new JsonObject().put("username", "alice").put("password", password);
  }

  private static SandboxOptions ofLifetime(int seconds) {
    return options().setAccessTokenLifetime(Duration.ofSeconds(seconds));
  }

  private void deploy(JsonObject account, SandboxOptions options) {
    deploy(account, options, watch(request -> false), 1);
  }

  private void deploy(
      JsonObject account, SandboxOptions options, Misbehaviour misbehaviour, int instances) {
    live.deploy(configuration(account, options, misbehaviour), instances);
  }

  /** Disables retries, so that each fault is visible, and records everything that is published. */
  private JsonObject configuration(
      JsonObject account, SandboxOptions options, Misbehaviour misbehaviour) {
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.tokens", message -> published.add(message.headers().get("event")));
    live.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "pingone.failures", message -> published.add(message.body().getString("error")));
    return live.sandbox(options, misbehaviour)
        .verticleConfiguration()
        .put("retry", new JsonObject().put("maxAttempts", 1))
        .put("accounts", new JsonObject().put("nightly", account));
  }

  private String nextPublished() {
    try {
      String next = published.poll(30, TimeUnit.SECONDS);
      return next == null ? "nothing within 30 s" : next;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Records the relevant requests, and passes them to a predicate that may fail some. */
  private Misbehaviour watch(Predicate<HttpServerRequest> wrong) {
    return request -> {
      switch (SandboxStep.of(request)) {
        case CREDENTIALS -> requests.add("password");
        case TOKEN ->
            request
                .body()
                .onSuccess(
                    form ->
                        requests.add(
                            new QueryStringDecoder(form.toString(), false)
                                .parameters()
                                .get("grant_type")
                                .get(0)));
        default -> {}
      }
      boolean hit = wrong.test(request);
      if (hit && SandboxStep.of(request) == SandboxStep.AUTHORIZE) {
        requests.add("authorize");
      }
      return hit;
    };
  }

  private static boolean fail(HttpServerRequest request, int status, String retryAfter) {
    request.response().setStatusCode(status).putHeader("Retry-After", retryAfter).end("{}");
    return true;
  }
}
