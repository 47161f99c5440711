package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ClientCredentials;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.IssuedToken;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.Refresh;
import dev.tokenflow.pingone.message.SignOff;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.message.UserInfoRequest;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The typed API behaves the same over the event bus and without it. */
class TypedTokensTest {
  @RegisterExtension final Live live = new Live();

  /** The two implementations of the typed API. */
  enum Way {
    OVER_EVENT_BUS,
    DIRECT;

    PingOneTokens open(Live live, JsonObject configuration) {
      if (this == DIRECT) {
        return PingOneTokens.direct(
            live.vertx(), await(PingOneOptions.load(live.vertx(), configuration)));
      }
      live.deploy(configuration);
      return PingOneTokens.overEventBus(live.vertx());
    }
  }

  @ParameterizedTest
  @EnumSource
  void returnsTokens(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());

    Tokens tokens =
        assertInstanceOf(
            Tokens.class,
            await(
                pingOne.signOn(
                    SignOn.of("alice", "wonderland")
                        .withScope("openid offline_access")
                        .withCorrelationId("mine"))));

    assertEquals("alice", tokens.username());
    assertEquals("mine", tokens.correlationId());
    assertEquals(Duration.ofHours(1), tokens.expiresIn());
    assertNotNull(tokens.accessToken());
    assertNotNull(tokens.refreshToken());
    assertEquals(SandboxUser.of("alice", "").subject(), tokens.claims().getString("sub"));
  }

  @ParameterizedTest
  @EnumSource
  void managesTokensThroughTheirLifecycle(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());
    SignOn alice = SignOn.of("alice", "wonderland").withScope("openid offline_access");
    Tokens issued = assertInstanceOf(Tokens.class, await(pingOne.signOn(alice)));

    Tokens refreshed = await(pingOne.refresh(Refresh.of(issued).withCorrelationId("mine")));
    assertEquals("mine", refreshed.correlationId());
    assertEquals(issued.claims().getString("sub"), refreshed.claims().getString("sub"));

    JsonObject userInfo = await(pingOne.userInfo(UserInfoRequest.of(refreshed)));
    assertEquals("alice", userInfo.getString("preferred_username"));

    IssuedToken token = IssuedToken.of(refreshed.accessToken()).withTypeHint("access_token");
    assertEquals(true, await(pingOne.introspect(token)).getBoolean("active"));
    await(pingOne.revoke(token));
    assertEquals(false, await(pingOne.introspect(token)).getBoolean("active"));
    await(pingOne.signOff(SignOff.of(refreshed)));

    Tokens application = await(pingOne.clientCredentials(ClientCredentials.of("p1:read:user")));
    assertEquals("p1:read:user", application.scope());
    assertNull(application.username());
    Failure failure =
        failure(pingOne.clientCredentials(ClientCredentials.of("x").withCorrelationId("mine")));
    assertEquals(ErrorCode.INVALID_SCOPE, failure.error());
    assertEquals("mine", failure.correlationId());
  }

  @ParameterizedTest
  @EnumSource
  void returnsTheRequiredAction(Way way) {
    PingOneTokens pingOne =
        way.open(
            live,
            live.sandbox(options(SandboxUser.Policy.ONE_TIME_PASSCODE)).verticleConfiguration());

    ActionRequired required =
        assertInstanceOf(
            ActionRequired.class, await(pingOne.signOn(SignOn.of("alice", "wonderland"))));

    assertEquals("OTP_REQUIRED", required.status());
    assertNotNull(required.embedded().getJsonArray("devices"));
  }

  @ParameterizedTest
  @EnumSource
  void returnsFailures(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());

    Failure failure =
        failure(pingOne.signOn(SignOn.of("alice", "looking-glass").withCorrelationId("mine")));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals(Step.CREDENTIALS, failure.step());
    assertEquals(400, failure.httpStatus());
    assertEquals("mine", failure.correlationId());
    assertNotNull(failure.pingoneId());
  }

  @ParameterizedTest
  @EnumSource
  void failsFutureForValuesThatCannotBeSent(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());

    Map<String, Future<?>> refused =
        Map.of(
            "username", pingOne.signOn(SignOn.of("al\uD83Dice", "wonderland")),
            "password", pingOne.signOn(SignOn.of("alice", "")),
            "scope", pingOne.clientCredentials(ClientCredentials.of("a\tb")),
            "correlation_id",
                pingOne.signOn(SignOn.of("alice", "wonderland").withCorrelationId("a\nb")),
            "refresh_token", pingOne.refresh(Refresh.of("t".repeat(65_537))),
            "token", pingOne.introspect(IssuedToken.of("a\nb")),
            "access_token", pingOne.userInfo(UserInfoRequest.of("")),
            "account", pingOne.account(AccountRequest.of(" ")));

    refused.forEach(
        (field, future) -> {
          Failure failure = failure(future);
          assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
          assertEquals(Step.REQUEST, failure.step());
          assertTrue(failure.description().startsWith(field + " "), failure.description());
          assertNotNull(failure.correlationId());
        });
  }

  @ParameterizedTest
  @EnumSource
  void completesOnTheCallersContext(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());
    Promise<Context> completedOn = Promise.promise();
    Context caller = live.vertx().getOrCreateContext();

    caller.runOnContext(
        begin ->
            pingOne
                .signOn(SignOn.of("alice", "wonderland"))
                .onComplete(ended -> completedOn.complete(Vertx.currentContext())));

    assertSame(caller, await(completedOn.future()));
  }

  /** The configuration for a sandbox that says when a request has arrived, and no more. */
  private JsonObject thatNeverAnswers(Promise<Void> arrived) {
    return live.sandbox(
            options(),
            request -> {
              arrived.tryComplete();
              return true;
            })
        .verticleConfiguration()
        .put("warmUp", false);
  }

  @Test
  void closingFailsRunningSignOns() {
    Promise<Void> arrived = Promise.promise();
    PingOneTokens pingOne = Way.DIRECT.open(live, thatNeverAnswers(arrived));
    Future<?> signOn = pingOne.signOn(SignOn.of("alice", "wonderland"));
    await(arrived.future());

    await(pingOne.close());

    assertEquals(ErrorCode.UNAVAILABLE, failure(signOn).error());
    assertEquals(ErrorCode.UNAVAILABLE, failure(pingOne.signOn(SignOn.of("alice", "x"))).error());
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void closesWithTheVerticleThatMadeIt(ThreadingModel model) {
    Promise<Void> arrived = Promise.promise();
    PingOneOptions options = await(PingOneOptions.load(live.vertx(), thatNeverAnswers(arrived)));
    Promise<PingOneTokens> made = Promise.promise();
    String verticle =
        await(
            live.vertx()
                .deployVerticle(
                    context -> {
                      made.complete(PingOneTokens.direct(live.vertx(), options));
                      return Future.succeededFuture();
                    },
                    new DeploymentOptions().setThreadingModel(model).setWorkerPoolName("own")));
    PingOneTokens pingOne = await(made.future());
    Future<?> signOn = pingOne.signOn(SignOn.of("alice", "wonderland"));
    await(arrived.future());

    await(live.vertx().undeploy(verticle));

    assertEquals(ErrorCode.UNAVAILABLE, failure(signOn).error());
    assertEquals(ErrorCode.UNAVAILABLE, failure(pingOne.signOn(SignOn.of("alice", "x"))).error());
  }

  @Test
  void reportsUnavailableWithoutAVerticle() {
    PingOneTokens pingOne = PingOneTokens.overEventBus(live.vertx());

    Failure failure = failure(pingOne.signOn(SignOn.of("alice", "wonderland")));

    assertEquals(ErrorCode.UNAVAILABLE, failure.error());
    assertNotNull(failure.correlationId());
  }

  @Test
  void reportsAnUnexpectedReplyAsInternal() {
    live.vertx()
        .eventBus()
        .<JsonObject>consumer("pingone.sign-on", request -> request.reply(new JsonObject()));

    Failure failure =
        failure(PingOneTokens.overEventBus(live.vertx()).signOn(SignOn.of("alice", "wonderland")));

    assertEquals(ErrorCode.INTERNAL, failure.error());
  }

  private static Failure failure(Future<?> future) {
    return assertThrows(PingOneException.class, () -> await(future)).failure();
  }
}
