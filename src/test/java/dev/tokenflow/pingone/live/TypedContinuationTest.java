package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.PingOneTokens;
import dev.tokenflow.pingone.live.TypedTokensTest.Way;
import dev.tokenflow.pingone.message.ActionRequired;
import dev.tokenflow.pingone.message.Continuation;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Failure;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Outcome;
import dev.tokenflow.pingone.message.PingOneException;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.Tokens;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Flows that need more than a password, continued through the typed API. */
class TypedContinuationTest {
  private static final SignOn ALICE = SignOn.of("alice", "wonderland").withCorrelationId("mine");

  @RegisterExtension final Live live = new Live();

  static Stream<Arguments> everyFlowBothWays() {
    return NextSteps.all()
        .flatMap(next -> Arrays.stream(Way.values()).map(way -> Arguments.of(next, way)));
  }

  @ParameterizedTest
  @MethodSource("everyFlowBothWays")
  void completesEveryFlow(NextSteps next, Way way) {
    Sandbox sandbox = live.sandbox(options(next.policy()));
    PingOneTokens pingOne = way.open(live, sandbox.verticleConfiguration());

    Outcome outcome = await(pingOne.signOn(ALICE));
    for (NextSteps.Step step : next.steps()) {
      ActionRequired required = assertInstanceOf(ActionRequired.class, outcome);
      assertEquals(step.status(), required.status());
      FlowAction answer = step.answer().apply(required.embedded(), sandbox.securityKey());
      outcome =
          await(pingOne.continueFlow(answer == null ? required.again() : required.with(answer)));
    }

    Tokens tokens = assertInstanceOf(Tokens.class, outcome);
    assertEquals("alice", tokens.username());
    assertEquals("mine", tokens.correlationId());
  }

  @ParameterizedTest
  @EnumSource
  void signsOnIdentifierFirst(Way way) {
    PingOneTokens pingOne = way.open(live, live.sandbox().verticleConfiguration());

    assertInstanceOf(Tokens.class, await(pingOne.signOn(ALICE.withAcrValues("Identifier_First"))));
  }

  @ParameterizedTest
  @EnumSource
  void failureForAWrongPasscodeAllowsTheNextAttempt(Way way) {
    PingOneTokens pingOne =
        way.open(live, live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    ActionRequired required = assertInstanceOf(ActionRequired.class, await(pingOne.signOn(ALICE)));

    Failure failure =
        failure(pingOne.continueFlow(required.with(FlowAction.checkOneTimePasscode("135790"))));

    assertEquals(ErrorCode.INVALID_CREDENTIALS, failure.error());
    assertEquals(Step.ACTION, failure.step());
    assertEquals("mine", failure.correlationId());
    assertTrue(failure.retryable());
    assertEquals("OTP_REQUIRED", failure.next().status());
    assertInstanceOf(
        Tokens.class,
        await(
            pingOne.continueFlow(failure.next().with(FlowAction.checkOneTimePasscode("246810")))));
  }

  /** Nothing of it is sent, and nothing is used up: the same handle takes the right passcode. */
  @ParameterizedTest
  @EnumSource
  void refusesInputThatCannotBeSentAndKeepsTheHandle(Way way) {
    PingOneTokens pingOne =
        way.open(live, live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    ActionRequired required = assertInstanceOf(ActionRequired.class, await(pingOne.signOn(ALICE)));

    for (String passcode : List.of("2468\uD83D", "2".repeat(70_000))) {
      Failure failure =
          failure(pingOne.continueFlow(required.with(FlowAction.checkOneTimePasscode(passcode))));

      assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
      assertEquals(Step.REQUEST, failure.step());
      assertTrue(failure.description().startsWith("input "), failure.description());
    }
    assertInstanceOf(
        Tokens.class,
        await(pingOne.continueFlow(required.with(FlowAction.checkOneTimePasscode("246810")))));
  }

  @Test
  void failureForAFlowThatNeedsABrowserHasItsLink() {
    Sandbox sandbox = live.sandbox(options(Policy.EXTERNAL_IDENTITY_PROVIDER));
    for (Way way : Way.values()) {
      Failure failure = failure(way.open(live, sandbox.verticleConfiguration()).signOn(ALICE));

      assertEquals(ErrorCode.ACTION_UNSUPPORTED, failure.error());
      assertTrue(failure.link().startsWith("https://idp.example.com/"), failure.link());
      assertNull(failure.next());
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsAnUnknownHandle(Way way) {
    PingOneTokens pingOne =
        way.open(live, live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    ActionRequired required = assertInstanceOf(ActionRequired.class, await(pingOne.signOn(ALICE)));

    Failure failure =
        failure(pingOne.continueFlow(new Continuation("guessed", required.continueAt(), null)));

    assertEquals(ErrorCode.FLOW_EXPIRED, failure.error());
    assertNotNull(failure.correlationId());
  }

  @Test
  void reportsFlowExpiredForAnAddressWithoutListener() {
    PingOneTokens pingOne = PingOneTokens.overEventBus(live.vertx());

    Failure failure =
        failure(pingOne.continueFlow(new Continuation("handle", "pingone.flow.gone", null)));

    assertEquals(ErrorCode.FLOW_EXPIRED, failure.error());
    assertEquals(Step.ACTION, failure.step());
  }

  @Test
  void requiresTheAddressOverTheEventBus() {
    PingOneTokens pingOne = PingOneTokens.overEventBus(live.vertx());

    Failure failure = failure(pingOne.continueFlow(new Continuation("handle", null, null)));

    assertEquals(ErrorCode.INVALID_REQUEST, failure.error());
    assertTrue(failure.description().startsWith("continueAt is missing"), failure.description());
  }

  @Test
  void reportsFlowExpiredAfterClosing() {
    PingOneTokens pingOne =
        Way.DIRECT.open(
            live, live.sandbox(options(Policy.ONE_TIME_PASSCODE)).verticleConfiguration());
    ActionRequired required = assertInstanceOf(ActionRequired.class, await(pingOne.signOn(ALICE)));

    await(pingOne.close());

    assertEquals(
        ErrorCode.FLOW_EXPIRED,
        failure(pingOne.continueFlow(required.with(FlowAction.checkOneTimePasscode("246810"))))
            .error());
  }

  private static Failure failure(Future<?> future) {
    return assertThrows(PingOneException.class, () -> await(future)).failure();
  }
}
