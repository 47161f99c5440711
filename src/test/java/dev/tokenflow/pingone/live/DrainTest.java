package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.Misbehaviour;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Undeployment lets what runs end. */
class DrainTest {
  private static final FlowAction PASSCODE = FlowAction.checkOneTimePasscode("246810");

  @RegisterExtension final Live live = new Live();

  private final Promise<HttpServerRequest> asked = Promise.promise();

  @Test
  void runningSignOnEndsAndNoOtherBegins() {
    String deployment = deploy(options(), this::holdsPassword, 20_000);
    Future<JsonObject> running = live.signOnAlice();
    await(asked.future());

    Future<Void> undeployed = live.vertx().undeploy(deployment);
    untilNobodyListens();
    assertFalse(undeployed.isComplete());
    letPasswordBeSentAgain();

    assertEquals("tokens", await(running).getString("outcome"));
    await(undeployed);
  }

  @Test
  void nextStepOfAnOpenFlowIsServed() {
    String deployment = deploy(options(Policy.ONE_TIME_PASSCODE), Misbehaviour.NONE, 20_000);
    JsonObject required = await(live.signOnAlice());

    Future<Void> undeployed = live.vertx().undeploy(deployment);

    untilNobodyListens();
    assertFalse(undeployed.isComplete());
    assertEquals("tokens", await(live.continueFlow(required, PASSCODE)).getString("outcome"));
    await(undeployed);
  }

  @Test
  void whatStillRunsEndsWithTheTime() {
    String deployment =
        deploy(
            options(Policy.ONE_TIME_PASSCODE),
            request -> SandboxStep.of(request) == SandboxStep.ACTION && asked.tryComplete(request),
            100);
    JsonObject open = await(live.signOnAlice());
    Future<JsonObject> running = live.continueFlow(await(live.signOnAlice()), PASSCODE);
    await(asked.future());

    await(live.vertx().undeploy(deployment));

    assertFails(running, 503, "unavailable", "action");
    assertFails(live.continueFlow(open, PASSCODE), 410, "flow_expired", "action");
  }

  @Test
  void closingVertxDoesNotWaitForOpenFlows() {
    deploy(options(Policy.ONE_TIME_PASSCODE), Misbehaviour.NONE, 3_600_000);
    await(live.signOnAlice());

    await(live.vertx().close());
  }

  @Test
  void callerOfAnAccountGetsItsTokens() {
    JsonObject account =
        new JsonObject().put("username", "alice").put("password", "wonderland").put("lazy", true);
    String deployment =
        live.deploy(
            live.sandbox(options(), this::holdsPassword)
                .verticleConfiguration()
                .put("drainTimeoutMs", 20_000)
                .put("accounts", new JsonObject().put("jobs", account)));
    Future<JsonObject> running = live.ask("account", new JsonObject().put("account", "jobs"));
    await(asked.future());

    Future<Void> undeployed = live.vertx().undeploy(deployment);
    untilNobodyListens();
    letPasswordBeSentAgain();

    assertEquals("alice", await(running).getString("username"));
    await(undeployed);
  }

  private boolean holdsPassword(HttpServerRequest request) {
    return SandboxStep.of(request) == SandboxStep.CREDENTIALS && asked.tryComplete(request);
  }

  private void letPasswordBeSentAgain() {
    await(asked.future()).response().setStatusCode(429).putHeader("Retry-After", "0").end();
  }

  private String deploy(SandboxOptions options, Misbehaviour misbehaviour, int drainTimeoutMs) {
    return live.deploy(
        live.sandbox(options, misbehaviour)
            .verticleConfiguration()
            .put("drainTimeoutMs", drainTimeoutMs));
  }

  /** A request that arrives as the consumer leaves is still answered, or discarded. */
  private void untilNobodyListens() {
    Future<JsonObject> request = live.ask("introspect", new JsonObject());
    ReplyException failure = assertThrows(ReplyException.class, () -> await(request));
    if (failure.failureType() != ReplyFailure.NO_HANDLERS) {
      untilNobodyListens();
    }
  }
}
