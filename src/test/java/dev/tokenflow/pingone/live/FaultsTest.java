package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault ends the acquisition that it happens to, with the contract's failure, and no other. */
class FaultsTest {
  private static final int AT_ONCE = 10;
  private static final Set<SandboxFault> THAT_TELL_WHEN =
      EnumSet.of(SandboxFault.STATUS_429, SandboxFault.STATUS_503_RETRY_AFTER);

  @RegisterExtension final Live live = new Live();

  static Stream<Arguments> eachFaultAtEachStep() {
    return FaultOutcome.thatSpoilAnAnswer()
        .flatMap(
            fault ->
                Stream.of("authorize", "credentials", "resume", "token")
                    // A password that was accepted is seen by a look at the flow.
                    .filter(
                        step -> fault != SandboxFault.ANSWER_LOST || !step.equals("credentials"))
                    .map(step -> Arguments.of(fault, step)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("eachFaultAtEachStep")
  void endsOneAcquisitionAndNoOther(SandboxFault fault, String step) {
    // The first sign-on fetches the key set too, which is not what is tried here.
    deployAgainst(FaultPlan.at(SandboxStep.valueOf(step.toUpperCase(Locale.ROOT)), 2, fault));
    await(live.signOnAlice());

    List<Future<JsonObject>> signOns =
        IntStream.range(0, AT_ONCE).mapToObj(number -> live.signOnAlice()).toList();
    await(Future.join(signOns).otherwiseEmpty());

    List<Future<JsonObject>> failed = signOns.stream().filter(Future::failed).toList();
    assertEquals(1, failed.size());
    JsonObject failure = assertFails(failed.get(0), fault, step);
    assertEquals(THAT_TELL_WHEN.contains(fault) ? 1 : null, failure.getInteger("retry_after"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  static Stream<SandboxFault> eachFaultOfAKeySet() {
    return FaultOutcome.thatSpoilAnAnswer().filter(fault -> fault != SandboxFault.STATUS_400_PAGE);
  }

  @ParameterizedTest
  @MethodSource("eachFaultOfAKeySet")
  void keySetThatCannotBeHadFailsAtTheIdTokenAndTheNextNeedFetchesAgain(SandboxFault fault) {
    deployAgainst(FaultPlan.at(SandboxStep.JWKS, 1, fault));

    assertFails(live.signOnAlice(), fault, "id_token");
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @ParameterizedTest
  @MethodSource("dev.tokenflow.pingone.live.FaultOutcome#thatSpoilAnAnswer")
  void lookAtAFlowThatFailsEndsThatLookAlone(SandboxFault fault) {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(FaultPlan.at(SandboxStep.LOOK, 1, fault)))
            .verticleConfiguration()
            .put("requestTimeoutMs", 1500)
            .put("retry", new JsonObject().put("maxAttempts", 1)));
    JsonObject required = await(live.signOnAlice());

    JsonObject failure = assertFails(live.continueFlow(required, null), fault, "action");
    if (failure.containsKey("flow")) {
      assertEquals(
          "tokens",
          await(live.continueFlow(failure, FlowAction.checkOneTimePasscode(SandboxUser.CODE)))
              .getString("outcome"));
    }
  }

  @ParameterizedTest
  @CsvSource({"credentials", "resume"})
  void flowThatExpiresBetweenStepsIsGone(String step) {
    deployAgainst(
        FaultPlan.at(
            SandboxStep.valueOf(step.toUpperCase(Locale.ROOT)), 1, SandboxFault.FLOW_EXPIRED));

    JsonObject failure = Live.assertFails(live.signOnAlice(), 410, "flow_expired", step);
    assertEquals(true, failure.getBoolean("retryable"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void flowThatExpiresBeforeItsNextStepIsGone() {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(FaultPlan.at(SandboxStep.ACTION, 1, SandboxFault.FLOW_EXPIRED)))
            .verticleConfiguration());

    Live.assertFails(
        live.continueFlow(
            await(live.signOnAlice()), FlowAction.checkOneTimePasscode(SandboxUser.CODE)),
        410,
        "flow_expired",
        "action");
  }

  @ParameterizedTest
  @EnumSource(names = {"DELAY", "WRONG_CONTENT_TYPE"})
  void whatDoesNotSpoilAnAnswerEndsNoAcquisition(SandboxFault fault) {
    assertThatAllGoWell((step, number) -> number == 2 ? fault : null);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME", "TOKEN"})
  void keysThatAreRotatedMidRunEndNoAcquisition(SandboxStep step) {
    assertThatAllGoWell(FaultPlan.at(step, AT_ONCE / 2, SandboxFault.KEYS_ROTATED));
  }

  private void assertThatAllGoWell(FaultPlan plan) {
    live.deploy(live.sandbox(options().setFaults(plan)).verticleConfiguration());
    await(live.signOnAlice());

    List<Future<JsonObject>> signOns =
        IntStream.range(0, AT_ONCE).mapToObj(number -> live.signOnAlice()).toList();

    signOns.forEach(signOn -> assertEquals("alice", await(signOn).getString("username")));
  }

  @Test
  void nobodyListensThere() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replaceFirst(":\\d+", ":1"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    Live.assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
  }

  @Test
  void supportIdsOfPingOneAreKept() {
    deployAgainst(FaultPlan.at(SandboxStep.TOKEN, 1, SandboxFault.STATUS_429));

    JsonObject failure = Live.assertFails(live.signOnAlice(), 429, "rate_limited", "token");
    assertEquals("limited-1", failure.getString("pingone_id"));
    assertEquals(429, failure.getInteger("http_status"));
  }

  private static JsonObject assertFails(Future<?> future, SandboxFault fault, String step) {
    FaultOutcome outcome = FaultOutcome.of(fault);
    return Live.assertFails(future, outcome.code(), outcome.error(), step);
  }

  /** A verticle that never sends again. */
  private void deployAgainst(FaultPlan plan) {
    live.deploy(
        live.sandbox(options().setFaults(plan))
            .verticleConfiguration()
            .put("requestTimeoutMs", 1500)
            .put("retry", new JsonObject().put("maxAttempts", 1)));
  }
}
