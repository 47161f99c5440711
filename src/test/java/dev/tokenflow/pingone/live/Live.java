package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Provides a Vert.x for one test, and a sandbox and a verticle on request. Reports a blocked event
 * loop early, on which {@code LogGuard} then fails the test.
 */
final class Live implements BeforeEachCallback, AfterEachCallback {
  private static final Duration MAX_BLOCKING = Duration.ofSeconds(1);
  private static final long TIMEOUT_SECONDS = 30;

  private final Duration maxBlocking;
  private Vertx vertx;

  Live() {
    this(MAX_BLOCKING);
  }

  private Live(Duration maxBlocking) {
    this.maxBlocking = maxBlocking;
  }

  /** For a test that may block an event loop for up to this long. */
  static Live withBlockingUpTo(Duration maxBlocking) {
    return new Live(maxBlocking);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent("warm", once -> warmUp());
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(50)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(maxBlocking.toMillis())
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
  }

  /** Runs once: class loading and interpreted RSA block a cold JVM longer than any test does. */
  private static boolean warmUp() {
    Vertx cold = Vertx.vertx();
    JsonObject configuration =
        await(Sandbox.start(cold, options().setSigningKey(SharedKey.RSA))).verticleConfiguration();
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
    return await(Sandbox.start(vertx, options.setSigningKey(SharedKey.RSA), misbehaviour));
  }

  /** Options for a sandbox with {@code alice}, whose password is {@code wonderland}. */
  static SandboxOptions options() {
    return new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")));
  }

  /** Options for a sandbox with {@code alice}, who has this policy. */
  static SandboxOptions options(SandboxUser.Policy policy) {
    return new SandboxOptions(Map.of("alice", new SandboxUser("alice", "wonderland", policy)));
  }

  /**
   * Deploys one instance of the verticle, by name. Unless the configuration says otherwise it does
   * not drain: most tests leave flows open.
   */
  String deploy(JsonObject configuration) {
    return deploy(configuration, 1);
  }

  String deploy(JsonObject configuration, int instances) {
    return await(
        vertx.deployVerticle(
            PingOneVerticle.class.getName(),
            new DeploymentOptions()
                .setConfig(new JsonObject().put("drainTimeoutMs", 0).mergeIn(configuration))
                .setInstances(instances)));
  }

  Future<JsonObject> signOn(JsonObject request) {
    return ask("sign-on", request);
  }

  /** Sends a request to one of the verticle's addresses. */
  Future<JsonObject> ask(String address, JsonObject request) {
    return request("pingone." + address, request);
  }

  /** Continues a flow with an action, or reads it again if the action is null. */
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
            new DeliveryOptions().setSendTimeout(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)))
        .map(reply -> reply.body());
  }

  /** The next message published at an address. */
  Future<JsonObject> published(String address) {
    Promise<JsonObject> next = Promise.promise();
    await(
        vertx
            .eventBus()
            .<JsonObject>consumer(address, message -> next.tryComplete(message.body()))
            .completion());
    return next.future();
  }

  /** Repeats a sign-on while it fails with 503. */
  Future<JsonObject> retryWhileOverloaded(Supplier<Future<JsonObject>> signOn) {
    Promise<JsonObject> outcome = Promise.promise();
    retryWhileOverloaded(signOn, outcome);
    return outcome.future();
  }

  /**
   * Not a chain of Futures: a refusal takes no time, so it would soon be too long for the stack.
   */
  private void retryWhileOverloaded(
      Supplier<Future<JsonObject>> signOn, Promise<JsonObject> outcome) {
    signOn
        .get()
        .onSuccess(outcome::complete)
        .onFailure(
            failure -> {
              if (failure instanceof ReplyException reply && reply.failureCode() == 503) {
                retryWhileOverloaded(signOn, outcome);
              } else {
                outcome.fail(failure);
              }
            });
  }

  Future<JsonObject> signOnAlice() {
    return signOn(alice());
  }

  static JsonObject alice() {
    return new JsonObject().put("username", "alice").put("password", "wonderland");
  }

  /**
   * Asserts that a Future fails with a reply as the contract defines it, and returns the failure.
   */
  static ReplyException failure(Future<?> future) {
    ReplyException failure = assertThrows(ReplyException.class, () -> await(future));
    assertEquals(ReplyFailure.RECIPIENT_FAILURE, failure.failureType(), failure.getMessage());
    return failure;
  }

  /** Asserts that a Future fails with this code, error and step, and returns the error object. */
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
    return await(future, Duration.ofSeconds(TIMEOUT_SECONDS));
  }

  static <T> T await(Future<T> future, Duration timeout) {
    try {
      return future.await(timeout.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no result within " + timeout.toSeconds() + " s", e);
    }
  }
}
