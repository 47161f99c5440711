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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault fails only the acquisition that it hits, with the failure that the contract defines. */
class FaultsTest {
  private static final int CONCURRENT = 4;
  private static final Set<SandboxFault> WITH_RETRY_AFTER =
      EnumSet.of(SandboxFault.STATUS_429, SandboxFault.STATUS_503_RETRY_AFTER);

  @RegisterExtension final Live live = new Live();

  static Stream<SandboxFault> faults() {
    return FaultOutcome.thatFailTheRequest();
  }

  /** At each step, with a server and a verticle each: some faults end with a time-out only. */
  @ParameterizedTest
  @MethodSource("faults")
  void failsOneAcquisitionAndNoOther(SandboxFault fault) {
    List<String> steps =
        Stream.of("authorize", "credentials", "resume", "token")
            // The client reads the flow and finds that the password was accepted.
            .filter(step -> fault != SandboxFault.ANSWER_LOST || !step.equals("credentials"))
            .toList();
    for (String step : steps) {
      FaultPlan second = FaultPlan.at(SandboxStep.valueOf(step.toUpperCase(Locale.ROOT)), 2, fault);
      live.deploy(neverResending(second).put("address", step));
      await(signOnAliceAt(step));
    }

    Map<String, List<Future<JsonObject>>> signOns = new TreeMap<>();
    for (String step : steps) {
      signOns.put(
          step, IntStream.range(0, CONCURRENT).mapToObj(number -> signOnAliceAt(step)).toList());
    }

    Map<String, Future<JsonObject>> later = new TreeMap<>();
    signOns.forEach(
        (step, all) -> {
          await(Future.join(all).otherwiseEmpty());
          List<Future<JsonObject>> failed = all.stream().filter(Future::failed).toList();
          assertEquals(1, failed.size(), step);
          JsonObject failure = assertFails(failed.get(0), fault, step);
          assertEquals(
              WITH_RETRY_AFTER.contains(fault) ? 1 : null, failure.getInteger("retry_after"));
          later.put(step, signOnAliceAt(step));
        });
    later.forEach((step, signOn) -> assertEquals("alice", await(signOn).getString("username")));
  }

  private Future<JsonObject> signOnAliceAt(String address) {
    return live.request(address + ".sign-on", Live.alice());
  }

  static Stream<SandboxFault> keySetFaults() {
    return FaultOutcome.thatFailTheRequest().filter(fault -> fault != SandboxFault.STATUS_400_PAGE);
  }

  @ParameterizedTest
  @MethodSource("keySetFaults")
  void keySetFaultFailsOneSignOnAtTheIdToken(SandboxFault fault) {
    live.deploy(
        neverResending(FaultPlan.at(SandboxStep.JWKS, 1, fault))
            .put("warmUp", false)
            .put("requestTimeoutMs", 1000));

    assertFails(live.signOnAlice(), fault, "jwks");
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultWhileReadingAFlowLeavesTheFlowOpen(SandboxFault fault) {
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE)
                    .setFaults(FaultPlan.at(SandboxStep.LOOK, 1, fault)))
            .verticleConfiguration()
            .put("requestTimeoutMs", 1000)
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
  void reportsAFlowThatExpiresDuringASignOn(String step) {
    deployWithFaults(
        FaultPlan.at(
            SandboxStep.valueOf(step.toUpperCase(Locale.ROOT)), 1, SandboxFault.FLOW_EXPIRED));

    JsonObject failure = Live.assertFails(live.signOnAlice(), 410, "flow_expired", step);
    assertEquals(true, failure.getBoolean("retryable"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void reportsAFlowThatExpiresBeforeItsNextStep() {
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
  void toleratesHarmlessFaults(SandboxFault fault) {
    assertAllSucceed((step, number) -> number == 2 ? fault : null);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME", "TOKEN"})
  void toleratesAKeyRotationDuringSignOns(SandboxStep step) {
    assertAllSucceed(FaultPlan.at(step, CONCURRENT / 2, SandboxFault.KEYS_ROTATED));
  }

  private void assertAllSucceed(FaultPlan plan) {
    live.deploy(live.sandbox(options().setFaults(plan)).verticleConfiguration());
    await(live.signOnAlice());

    List<Future<JsonObject>> signOns =
        IntStream.range(0, CONCURRENT).mapToObj(number -> live.signOnAlice()).toList();

    signOns.forEach(signOn -> assertEquals("alice", await(signOn).getString("username")));
  }

  @Test
  void reportsUnavailableWhenTheConnectionIsRefused() {
    JsonObject configuration = live.sandbox().verticleConfiguration();
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replaceFirst(":\\d+", ":1"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    Live.assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
  }

  @Test
  void passesPingOnesSupportIdOn() {
    deployWithFaults(FaultPlan.at(SandboxStep.TOKEN, 1, SandboxFault.STATUS_429));

    JsonObject failure = Live.assertFails(live.signOnAlice(), 429, "rate_limited", "token");
    assertEquals("limited-1", failure.getString("pingone_id"));
    assertEquals(429, failure.getInteger("http_status"));
  }

  private static JsonObject assertFails(Future<?> future, SandboxFault fault, String step) {
    FaultOutcome outcome = FaultOutcome.of(fault);
    return Live.assertFails(future, outcome.code(), outcome.error(), step);
  }

  private void deployWithFaults(FaultPlan plan) {
    live.deploy(neverResending(plan));
  }

  private JsonObject neverResending(FaultPlan plan) {
    return live.sandbox(options().setFaults(plan))
        .verticleConfiguration()
        .put("requestTimeoutMs", 1500)
        .put("retry", new JsonObject().put("maxAttempts", 1));
  }
}
