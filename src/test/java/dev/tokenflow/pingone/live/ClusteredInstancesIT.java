package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.PingOneVerticle;
import dev.tokenflow.pingone.live.Beats.Beat;
import dev.tokenflow.pingone.live.Callers.Answer;
import dev.tokenflow.pingone.live.ClusterManagers.Member;
import dev.tokenflow.pingone.message.AccountRequest;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances on two members of a cluster, and a caller on a third. */
@Tag("endurance")
class ClusteredInstancesIT {
  private static final SignOn ALICE = SignOn.of("alice", "wonderland");

  @RegisterExtension final Live live = new Live();

  private final String cluster = "test-" + UUID.randomUUID();
  private final List<Member> members = new ArrayList<>();
  private Vertx first;
  private Vertx second;
  private Vertx caller;
  private PingOneTokens tokens;
  private Beats beats;

  @BeforeEach
  void join() {
    for (int number = 0; number < 3; number++) {
      members.add(ClusterManagers.INFINISPAN.join(cluster));
    }
    first = members.get(0).vertx();
    second = members.get(1).vertx();
    caller = members.get(2).vertx();
    tokens = PingOneTokens.overEventBus(caller);
    beats = new Beats(caller);
  }

  @AfterEach
  void leave() {
    members.forEach(Member::close);
  }

  @Test
  void losesNoCallWhenOneInstanceAfterTheOtherIsReplaced() {
    JsonObject configuration =
        live.sandbox(ServedCluster.sandbox(Duration.ZERO)).verticleConfiguration();
    List<String> deployed = List.of(deploy(first, configuration), deploy(second, configuration));
    await(beats.untilServing(2));
    Promise<Void> end = Promise.promise();
    Future<List<Answer>> calls =
        Callers.typed(caller, tokens).signOnEvery(Duration.ofMillis(10), end.future());

    await(first.undeploy(deployed.get(0)));
    deploy(first, configuration);
    await(second.undeploy(deployed.get(1)));
    deploy(second, configuration);

    end.complete();
    assertEquals(List.of(), await(calls).stream().filter(answer -> !answer.is("tokens")).toList());
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
    await(beats.untilServing(2));
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

  /** It begins to wait before the first election is over. */
  @Test
  void whoWaitsForAKeeperIsAnsweredWhenTheInstanceEnds() {
    String only =
        deploy(
            first,
            live.sandbox()
                .verticleConfiguration()
                .put("drainTimeoutMs", 0)
                .put("accounts", new JsonObject().put("nightly", alice())));
    Future<?> asked =
        first
            .eventBus()
            .request(
                "pingone.account",
                new JsonObject().put("account", "nightly"),
                new DeliveryOptions().setSendTimeout(10_000));
    // The instance has the first request when it answers a later one.
    Future<?> later = first.eventBus().request("pingone.account", new JsonObject());
    assertFails(later, 400, "invalid_request", "request");

    await(first.undeploy(only));

    assertFails(asked, 503, "unavailable", "request");
  }

  @Test
  void whoWaitsForTheKeepersReplyIsAnsweredWhenTheInstanceEnds() {
    Promise<Void> acquiring = Promise.promise();
    JsonObject configuration =
        live.sandbox(
                options(),
                request -> {
                  boolean unanswered = SandboxStep.of(request) == SandboxStep.CREDENTIALS;
                  if (unanswered) {
                    acquiring.tryComplete();
                  }
                  return unanswered;
                })
            .verticleConfiguration()
            .put("drainTimeoutMs", 0)
            .put("accounts", new JsonObject().put("nightly", alice().put("lazy", true)));
    deploy(first, configuration);
    await(beats.until(recent -> recent.stream().anyMatch(Beat::keeper)));
    String follower = deploy(second, configuration);
    await(beats.untilServing(2));
    String id = beats.recent().stream().filter(beat -> !beat.keeper()).findFirst().get().instance();
    Future<?> asked =
        second
            .eventBus()
            .request(
                "pingone.instance." + id,
                new JsonObject().put("account", "nightly"),
                new DeliveryOptions().setSendTimeout(20_000).addHeader("operation", "account"));
    await(acquiring.future());

    await(second.undeploy(follower));

    assertFails(asked, 503, "unavailable", "request");
  }

  /** So it is for a moment when a split network has healed. */
  @Test
  void ofTwoKeepersOneStays() {
    JsonObject configuration =
        live.sandbox()
            .verticleConfiguration()
            .put("accounts", new JsonObject().put("nightly", alice()));
    deploy(first, configuration);
    await(beats.until(recent -> recent.stream().anyMatch(Beat::keeper)));
    String before = await(tokens.account(AccountRequest.of("nightly"))).accessToken();

    JsonObject other =
        new JsonObject().put("instance", "-").put("state", "serving").put("keeper", true);
    caller.eventBus().publish("pingone.instances", other);

    await(
        beats.until(
            recent ->
                recent.stream().anyMatch(beat -> !beat.keeper() && beat.instance().length() > 1)));
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
}
