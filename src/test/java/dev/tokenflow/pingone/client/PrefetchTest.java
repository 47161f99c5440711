package dev.tokenflow.pingone.client;

import static dev.tokenflow.pingone.sandbox.SandboxStep.AUTHORIZE;
import static dev.tokenflow.pingone.sandbox.SandboxStep.CREDENTIALS;
import static dev.tokenflow.pingone.sandbox.SandboxStep.JWKS;
import static dev.tokenflow.pingone.sandbox.SandboxStep.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.account.TokenListener;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import dev.tokenflow.pingone.traces.Traces;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who uses the flows that were begun ahead, and what becomes of those that PingOne has dropped. */
@Timeout(60)
class PrefetchTest {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(5);
  private static final SignOn ALICE = SignOn.of("alice", "wonderland");

  // The first sign-on of a cold JVM loads classes and verifies RSA before it is compiled.
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setMaxEventLoopExecuteTime(TimeUnit.SECONDS.toNanos(20)));
  private final Context home = vertx.getOrCreateContext();
  private final List<SandboxStep> seen = new CopyOnWriteArrayList<>();
  private Predicate<HttpServerRequest> holds = request -> false;
  private FaultPlan faults = FaultPlan.NONE;
  private PingOneClient client;

  @AfterEach
  void close() throws Exception {
    onContext(client::close); // other tests count in this JVM what is left of flows
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void signOnBeginsWithThePassword() throws Exception {
    open(new JsonObject());
    seen.clear();

    Tokens tokens = signOn(ALICE.withCorrelationId("c-7")).await(20, TimeUnit.SECONDS);
    assertEquals(CREDENTIALS, seen.get(0));
    assertEquals("alice", tokens.username());
    assertEquals("c-7", tokens.correlationId());
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(ALICE.withScope("openid"), CREDENTIALS), // the default
        Arguments.of(ALICE.withScope("openid profile"), AUTHORIZE),
        Arguments.of(ALICE.withAcrValues("Single_Factor"), AUTHORIZE));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void onlyDefaultsAreBegunAhead(SignOn request, SandboxStep first) throws Exception {
    open(new JsonObject());
    seen.clear();

    signOn(request).await(20, TimeUnit.SECONDS);
    assertEquals(first, seen.get(0));
  }

  @Test
  void accountsBeginTheirOwn() throws Exception {
    open(
        new JsonObject()
            .put(
                "accounts",
                new JsonObject()
                    .put(
                        "robot",
                        new JsonObject()
                            .put("username", "alice")
                            .put("password", "wonderland")
                            .put("lazy", true))));
    seen.clear();

    call(() -> client.call(Operation.ACCOUNT, AccountRequest.of("robot"), Traces.Parent.NONE))
        .await(20, TimeUnit.SECONDS);
    assertEquals(AUTHORIZE, seen.get(0));
    assertEquals(1, ready());
  }

  @Test
  void takeNeitherPlacesNorPermits() throws Exception {
    open(
        new JsonObject()
            .put("prefetchFlows", 3)
            .put("maxInFlight", 1)
            .put("maxPendingFlows", 1)
            .put("maxRate", 0.02));

    until(() -> client.flowsBegunAhead() == 3);
  }

  @Test
  void areNotBegunWhileAnybodyWaits() throws Exception {
    open(new JsonObject().put("maxInFlight", 1).put("maxConnections", 1));
    CopyOnWriteArrayList<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    holds = request -> SandboxStep.of(request) == TOKEN && held.isEmpty() && held.add(request);
    Future<Tokens> running = signOn(ALICE);
    Future<Tokens> waiting = signOn(ALICE);
    until(() -> !held.isEmpty());
    seen.clear();

    afterManyLooks();
    assertEquals(List.of(), seen);
    held.get(0).response().setStatusCode(429).putHeader("Retry-After", "0").end();
    running.await(20, TimeUnit.SECONDS);
    waiting.await(20, TimeUnit.SECONDS);
  }

  @Test
  void oneThatPingOneDroppedIsReplaced() throws Exception {
    faults = FaultPlan.at(CREDENTIALS, 2, SandboxFault.FLOW_EXPIRED);
    open(new JsonObject());
    seen.clear();

    signOn(ALICE).await(20, TimeUnit.SECONDS);
    assertEquals(CREDENTIALS, seen.get(0));
    assertEquals(2, seen.stream().filter(CREDENTIALS::equals).count());
  }

  @Test
  void oneThatPingOneDroppedIsReplacedOnce() throws Exception {
    faults = (step, number) -> step == CREDENTIALS && number > 1 ? SandboxFault.FLOW_EXPIRED : null;
    open(new JsonObject());
    seen.clear();

    assertFlowExpired(signOn(ALICE));
    assertEquals(2, seen.stream().filter(CREDENTIALS::equals).count());
  }

  /** The attempt before was not processed, but only the server knows. */
  @Test
  void oneThatPingOneDroppedAfterAnotherAttemptIsNotReplaced() throws Exception {
    faults =
        FaultPlan.at(CREDENTIALS, 2, SandboxFault.STATUS_429_BARE)
            .and(FaultPlan.at(CREDENTIALS, 3, SandboxFault.FLOW_EXPIRED));
    open(new JsonObject());
    seen.clear();

    assertFlowExpired(signOn(ALICE));
    assertEquals(2, seen.stream().filter(CREDENTIALS::equals).count());
  }

  /** A client with one flow begun ahead after a first sign-on. */
  private void open(JsonObject configuration) throws Exception {
    Sandbox sandbox =
        Sandbox.start(
                vertx,
                new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")))
                    .setSigningKey(SharedKey.RSA)
                    .setFaults((step, number) -> faults.faultFor(step, number)),
                request -> {
                  if (SandboxStep.of(request) != JWKS) {
                    seen.add(SandboxStep.of(request));
                  }
                  return holds.test(request);
                })
            .await(20, TimeUnit.SECONDS);
    PingOneOptions options =
        PingOneOptions.load(
                vertx,
                sandbox.verticleConfiguration().put("prefetchFlows", 1).mergeIn(configuration))
            .await(20, TimeUnit.SECONDS);
    onContext(
        () -> {
          client = new PingOneClient(vertx, options, null, LOOKS_EVERY);
          client.keepAccounts(TokenListener.NONE);
          return null;
        });
    signOn(ALICE).await(20, TimeUnit.SECONDS);
    until(() -> client.flowsBegunAhead() > 0);
  }

  private Future<Tokens> signOn(SignOn request) {
    return call(() -> client.call(Operation.SIGN_ON, request, Traces.Parent.NONE))
        .map(Tokens.class::cast);
  }

  private static void assertFlowExpired(Future<Tokens> signOn) {
    PingOneException failure =
        assertThrows(PingOneException.class, () -> signOn.await(20, TimeUnit.SECONDS));
    assertEquals(ErrorCode.FLOW_EXPIRED, failure.failure().error());
  }

  private int ready() throws Exception {
    return onContext(client::flowsBegunAhead);
  }

  /** A timer of the same event loop, after many at which flows are looked for. */
  private void afterManyLooks() throws Exception {
    Promise<Void> later = Promise.promise();
    onContext(() -> vertx.setTimer(10 * LOOKS_EVERY.toMillis(), expired -> later.complete()));
    later.future().await(10, TimeUnit.SECONDS);
  }

  /** Asks again after every look, until the time of the test is over. */
  private void until(BooleanSupplier condition) throws Exception {
    while (!onContext(condition::getAsBoolean)) {
      afterManyLooks();
    }
  }

  private <T> T onContext(Supplier<T> action) throws Exception {
    return call(() -> Future.succeededFuture(action.get())).await(20, TimeUnit.SECONDS);
  }

  private <T> Future<T> call(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    home.runOnContext(now -> action.get().onComplete(result));
    return result.future();
  }
}
