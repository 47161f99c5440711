package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.live.ClusterManagers.Member;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances on two members of a cluster, and a caller on a third. */
class ClusterTest {
  private static final SignOn ALICE = SignOn.of("alice", "wonderland");

  @RegisterExtension final Live live = new Live();

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<Member> members = new ArrayList<>();
  private Vertx first;
  private Vertx second;
  private Vertx caller;
  private PingOneTokens tokens;

  @BeforeEach
  void join() {
    for (int number = 0; number < 3; number++) {
      members.add(ClusterManagers.INFINISPAN.join(cluster));
    }
    first = members.get(0).vertx();
    second = members.get(1).vertx();
    caller = members.get(2).vertx();
    tokens = PingOneTokens.overEventBus(caller);
  }

  @AfterEach
  void leave() {
    members.forEach(Member::close);
  }

  @Test
  void losesNoCallWhenOneInstanceAfterTheOtherIsReplaced() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    List<String> deployed = List.of(deploy(first, configuration), deploy(second, configuration));
    awaitBeats(beat -> true, 2);
    Callers callers = new Callers();
    callers.begin(8);

    await(first.undeploy(deployed.get(0)));
    deploy(first, configuration);
    await(second.undeploy(deployed.get(1)));
    deploy(second, configuration);

    await(callers.end());
    assertEquals(List.of(), callers.failures);
  }

  /** The two flows are with different instances, since callers take turns. */
  @Test
  void continuesAFlowWithTheInstanceThatHoldsItWhileThatIsThere() {
    JsonObject configuration =
        live.sandbox(options(Policy.ONE_TIME_PASSCODE))
            .verticleConfiguration()
            .put("drainTimeoutMs", 0);
    deploy(first, configuration);
    String gone = deploy(second, configuration);
    awaitBeats(beat -> true, 2);
    List<ActionRequired> open = List.of(required(), required());

    await(second.undeploy(gone));

    assertEquals(
        Set.of("tokens", "flow_expired"),
        open.stream().map(this::continued).collect(Collectors.toSet()));
  }

  /** It asks for another keeper at first, since it has heard of none. */
  @Test
  void whoWaitsForAKeeperIsAnsweredByTheInstanceThatBecomesIt() {
    deploy(
        first,
        live.sandbox()
            .verticleConfiguration()
            .put("accounts", new JsonObject().put("nightly", alice())));

    assertEquals("alice", await(tokens.account(AccountRequest.of("nightly"))).username());
  }

  /** So it is for a moment when a split network has healed. */
  @Test
  void ofTwoKeepersOneStays() {
    JsonObject configuration =
        live.sandbox()
            .verticleConfiguration()
            .put("accounts", new JsonObject().put("nightly", alice()));
    deploy(first, configuration);
    awaitBeats(beat -> beat.getBoolean("keeper"), 1);
    String before = await(tokens.account(AccountRequest.of("nightly"))).accessToken();

    JsonObject other =
        new JsonObject().put("instance", "-").put("state", "serving").put("keeper", true);
    caller.eventBus().publish("pingone.instances", other);

    awaitBeats(beat -> !beat.getBoolean("keeper") && beat.getString("instance").length() > 1, 1);
    assertEquals(before, await(tokens.account(AccountRequest.of("nightly"))).accessToken());
  }

  private ActionRequired required() {
    return assertInstanceOf(ActionRequired.class, await(tokens.signOn(ALICE)));
  }

  private String continued(ActionRequired required) {
    return await(
        tokens
            .continueFlow(required.with(FlowAction.checkOneTimePasscode("246810")))
            .map(outcome -> "tokens")
            .otherwise(cause -> error(cause).wireName()));
  }

  private static ErrorCode error(Throwable cause) {
    return ((PingOneException) cause).failure().error();
  }

  private String deploy(Vertx member, JsonObject configuration) {
    return await(
        member.deployVerticle(
            PingOneVerticle.class.getName(),
            new DeploymentOptions()
                .setConfig(new JsonObject().put("drainTimeoutMs", 5_000).mergeIn(configuration))));
  }

  /** Waits for beats like this of so many instances. */
  private void awaitBeats(Predicate<JsonObject> expected, int instances) {
    Promise<Void> heard = Promise.promise();
    List<String> ids = new ArrayList<>();
    caller
        .eventBus()
        .<JsonObject>consumer(
            "pingone.instances",
            message -> {
              String id = message.body().getString("instance");
              if (expected.test(message.body()) && !ids.contains(id)) {
                ids.add(id);
              }
              if (ids.size() >= instances) {
                heard.tryComplete();
              }
            });
    await(heard.future());
  }

  /** Callers that sign on again and again. */
  private final class Callers {
    private final List<ErrorCode> failures = new ArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final Promise<Void> ended = Promise.promise();
    private volatile boolean stop;

    void begin(int number) {
      running.set(number);
      caller.runOnContext(
          now -> {
            for (int n = 0; n < number; n++) {
              next();
            }
          });
    }

    private void next() {
      tokens
          .signOn(ALICE)
          .onFailure(cause -> failures.add(error(cause)))
          .onComplete(
              over -> {
                if (!stop) {
                  next();
                } else if (running.decrementAndGet() == 0) {
                  ended.complete();
                }
              });
    }

    Future<Void> end() {
      stop = true;
      return ended.future();
    }
  }
}
