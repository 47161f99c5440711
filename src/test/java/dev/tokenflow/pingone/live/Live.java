package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A Vert.x for one test, with sandbox and verticle on request. It fails the test if an event loop
 * was blocked, or an error was logged.
 */
final class Live implements BeforeEachCallback, AfterEachCallback {
  private static final String BLOCKED_THREADS = "io.vertx.core.impl.BlockedThreadChecker";
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long PATIENCE_SECONDS = 30;

  private final Duration pause;
  private Vertx vertx;
  private CapturedLog log;

  Live() {
    this(PAUSE);
  }

  private Live(Duration pause) {
    this.pause = pause;
  }

  /** For a test in which an event loop may stand still for so long. */
  static Live withPausesUpTo(Duration pause) {
    return new Live(pause);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent("warm", once -> warmUp());
    log = CapturedLog.from(Level.WARNING);
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(50)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(pause.toMillis())
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
  }

  /** Once: loading classes and interpreting RSA hold up a cold JVM more than any test does. */
  private static boolean warmUp() {
    Vertx cold = Vertx.vertx();
    JsonObject configuration = await(Sandbox.start(cold, options())).verticleConfiguration();
    await(
        cold.deployVerticle(
            PingOneVerticle.class.getName(), new DeploymentOptions().setConfig(configuration)));
    for (int time = 0; time < 30; time++) {
      await(cold.eventBus().request("pingone.sign-on", alice()));
    }
    await(cold.close());
    return true;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    await(vertx.close());
    log.close();
    assertEquals(List.of(), log.messagesOf(BLOCKED_THREADS), "an event loop was blocked");
    assertEquals(List.of(), log.errors(), log::text);
  }

  Vertx vertx() {
    return vertx;
  }

  Sandbox sandbox() {
    return sandbox(options(), Misbehaviour.NONE);
  }

  Sandbox sandbox(SandboxOptions options) {
    return sandbox(options, Misbehaviour.NONE);
  }

  Sandbox sandbox(SandboxOptions options, Misbehaviour misbehaviour) {
    return await(Sandbox.start(vertx, options, misbehaviour));
  }

  /** A sandbox with {@code alice}, whose password is {@code wonderland}. */
  static SandboxOptions options() {
    return new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")));
  }

  /** A sandbox with {@code alice}, whose sign-on goes like this. */
  static SandboxOptions options(SandboxUser.Policy policy) {
    return new SandboxOptions(Map.of("alice", new SandboxUser("alice", "wonderland", policy)));
  }

  /** Deploys the verticle by name. */
  String deploy(JsonObject configuration) {
    return deploy(configuration, 1);
  }

  String deploy(JsonObject configuration, int instances) {
    return await(
        vertx.deployVerticle(
            PingOneVerticle.class.getName(),
            new DeploymentOptions().setConfig(configuration).setInstances(instances)));
  }

  Future<JsonObject> signOn(JsonObject request) {
    return ask("sign-on", request);
  }

  /** Asks the verticle at one of its addresses. */
  Future<JsonObject> ask(String address, JsonObject request) {
    return request("pingone." + address, request);
  }

  /** Carries a flow on with an action, or looks at it again where that is null. */
  Future<JsonObject> continueFlow(JsonObject required, FlowAction action) {
    JsonObject request = new JsonObject().put("flow", required.getString("flow"));
    if (action != null) {
      request.put("action", action.name()).put("input", action.input());
    }
    return request(required.getString("continue_at"), request);
  }

  Future<JsonObject> request(String address, JsonObject request) {
    return vertx
        .eventBus()
        .<JsonObject>request(
            address,
            request,
            new DeliveryOptions().setSendTimeout(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)))
        .map(reply -> reply.body());
  }

  /** What is published next at an address. */
  Future<JsonObject> published(String address) {
    Promise<JsonObject> next = Promise.promise();
    await(
        vertx
            .eventBus()
            .<JsonObject>consumer(address, message -> next.tryComplete(message.body()))
            .completion());
    return next.future();
  }

  /** Asks again for as long as there is no place among those who wait. */
  Future<JsonObject> untilThereIsAPlace(Supplier<Future<JsonObject>> signOn) {
    return signOn
        .get()
        .recover(
            failure ->
                failure instanceof ReplyException reply && reply.failureCode() == 503
                    ? untilThereIsAPlace(signOn)
                    : Future.failedFuture(failure));
  }

  Future<JsonObject> signOnAlice() {
    return signOn(alice());
  }

  static JsonObject alice() {
    return new JsonObject().put("username", "alice").put("password", "wonderland");
  }

  /** The failure of a Future that has to fail, which is a reply of the contract's form. */
  static ReplyException failure(Future<?> future) {
    ReplyException failure = assertThrows(ReplyException.class, () -> await(future));
    assertEquals(ReplyFailure.RECIPIENT_FAILURE, failure.failureType(), failure.getMessage());
    return failure;
  }

  /** That a Future fails with this code, error and step; the error object. */
  static JsonObject assertFails(Future<?> future, int code, String error, String step) {
    ReplyException failure = failure(future);
    JsonObject message = new JsonObject(failure.getMessage());
    assertEquals(
        code + " " + error + " at " + step,
        failure.failureCode()
            + " "
            + message.getString("error")
            + " at "
            + message.getString("step"),
        message::encode);
    return message;
  }

  static <T> T await(Future<T> future) {
    return await(future, Duration.ofSeconds(PATIENCE_SECONDS));
  }

  static <T> T await(Future<T> future, Duration patience) {
    try {
      return future.await(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException silence) {
      throw new AssertionError("nothing within " + patience.toSeconds() + " s", silence);
    }
  }
}
