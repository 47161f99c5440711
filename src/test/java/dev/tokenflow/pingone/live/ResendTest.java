package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the client resends and what it never resends, counted by the server. */
class ResendTest {
  @RegisterExtension final Live live = new Live();

  private final Map<SandboxStep, Integer> seen = new ConcurrentHashMap<>();

  /** A resent password counts as a second attempt; a resent code may revoke the issued tokens. */
  @ParameterizedTest
  @CsvSource({
    "CREDENTIALS, RESET_BEFORE_READ",
    "CREDENTIALS, RESET_AFTER_READ",
    "CREDENTIALS, TRUNCATED",
    "CREDENTIALS, NO_ANSWER",
    "CREDENTIALS, STATUS_500",
    "CREDENTIALS, STATUS_502",
    "CREDENTIALS, STATUS_503",
    "TOKEN, RESET_BEFORE_READ",
    "TOKEN, RESET_AFTER_READ",
    "TOKEN, ANSWER_LOST",
    "TOKEN, TRUNCATED",
    "TOKEN, NO_ANSWER",
    "TOKEN, STATUS_500",
    "TOKEN, STATUS_502",
    "TOKEN, STATUS_503"
  })
  void doesNotResendWhatMayHaveBeenProcessed(SandboxStep step, SandboxFault fault) {
    deployWithFaultOnce(step, fault);

    FaultOutcome outcome = FaultOutcome.of(fault);
    assertFails(live.signOnAlice(), outcome.code(), outcome.error(), step.toString());
    assertEquals(1, seen.get(step));
  }

  @ParameterizedTest
  @CsvSource({
    "AUTHORIZE, RESET_BEFORE_READ",
    "AUTHORIZE, RESET_AFTER_READ",
    "AUTHORIZE, ANSWER_LOST",
    "AUTHORIZE, TRUNCATED",
    "AUTHORIZE, NO_ANSWER",
    "AUTHORIZE, STATUS_500",
    "AUTHORIZE, STATUS_502",
    "AUTHORIZE, STATUS_503",
    "JWKS, RESET_BEFORE_READ",
    "JWKS, ANSWER_LOST",
    "JWKS, NO_ANSWER",
    "JWKS, STATUS_500",
    "JWKS, STATUS_503"
  })
  void resendsAuthorizeAndKeySetRequests(SandboxStep step, SandboxFault fault) {
    deployWithFaultOnce(step, fault);

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(2, seen.get(step));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RESET_BEFORE_READ",
        "RESET_AFTER_READ",
        "TRUNCATED",
        "NO_ANSWER",
        "STATUS_500",
        "STATUS_502",
        "STATUS_503"
      })
  void resendsResumeIfTheFlowIsStillCompleted(SandboxFault fault) {
    deployWithFaultOnce(SandboxStep.RESUME, fault);

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(1, seen.get(SandboxStep.LOOK));
    assertEquals(2, seen.get(SandboxStep.RESUME));
    assertEquals(1, seen.get(SandboxStep.CREDENTIALS));
  }

  @Test
  void doesNotResendAProcessedResume() {
    deployWithFaultOnce(SandboxStep.RESUME, SandboxFault.ANSWER_LOST);

    assertFails(live.signOnAlice(), 503, "unavailable", "resume");
    assertEquals(1, seen.get(SandboxStep.LOOK));
    assertEquals(1, seen.get(SandboxStep.RESUME));
  }

  @Test
  void doesNotResendResumeIfTheFlowHasMovedOn() {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  SandboxStep step = count(request);
                  if (step == SandboxStep.RESUME) {
                    request.connection().close();
                  } else if (step == SandboxStep.LOOK) {
                    String flowId = request.path().substring(request.path().lastIndexOf('/') + 1);
                    request
                        .response()
                        .end("{\"id\":\"" + flowId + "\",\"status\":\"OTP_REQUIRED\"}");
                  }
                  return step == SandboxStep.RESUME || step == SandboxStep.LOOK;
                })
            .verticleConfiguration());

    assertFails(live.signOnAlice(), 503, "unavailable", "resume");
    assertEquals(1, seen.get(SandboxStep.LOOK));
    assertEquals(1, seen.get(SandboxStep.RESUME));
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "CREDENTIALS", "RESUME", "TOKEN", "JWKS"})
  void resendsUnprocessedRequestsAtEveryStep(SandboxStep step) {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  boolean refuse = count(request) == step && seen.get(step) <= 2;
                  if (refuse) {
                    request
                        .response()
                        .setStatusCode(seen.get(step) == 1 ? 429 : 503)
                        .putHeader("Retry-After", "0")
                        .end();
                  }
                  return refuse;
                })
            .verticleConfiguration()
            .put("warmUp", step != SandboxStep.JWKS));

    // The sandbox would reject a second assertion with the same jti.
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(3, seen.get(step));
  }

  @ParameterizedTest
  @EnumSource(names = {"STATUS_429", "STATUS_429_BARE", "STATUS_503_RETRY_AFTER"})
  void resendsAnUnprocessedAction(SandboxFault fault) {
    deployWithFaultOnce(SandboxUser.Policy.ONE_TIME_PASSCODE, SandboxStep.ACTION, fault);

    JsonObject required = await(live.signOnAlice());
    assertEquals(
        "tokens",
        await(live.continueFlow(required, FlowAction.checkOneTimePasscode(SandboxUser.CODE)))
            .getString("outcome"));
    assertEquals(2, seen.get(SandboxStep.ACTION));
  }

  /** The passcode may have been counted; the client reads the flow to find out. */
  @ParameterizedTest
  @EnumSource(
      names = {"RESET_BEFORE_READ", "RESET_AFTER_READ", "TRUNCATED", "NO_ANSWER", "STATUS_500"})
  void doesNotResendAPossiblyProcessedAction(SandboxFault fault) {
    deployWithFaultOnce(SandboxUser.Policy.ONE_TIME_PASSCODE, SandboxStep.ACTION, fault);

    FaultOutcome outcome = FaultOutcome.of(fault);
    assertFails(
        live.continueFlow(
            await(live.signOnAlice()), FlowAction.checkOneTimePasscode(SandboxUser.CODE)),
        outcome.code(),
        outcome.error(),
        "action");
    assertEquals(1, seen.get(SandboxStep.ACTION));
    assertEquals(1, seen.get(SandboxStep.LOOK));
  }

  @Test
  void doesNotWaitForARetryAfterBeyondTheDeadline() {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  count(request);
                  request.response().setStatusCode(429).putHeader("Retry-After", "3600").end();
                  return true;
                })
            .verticleConfiguration());

    JsonObject failure = assertFails(live.signOnAlice(), 429, "rate_limited", "authorize");
    assertEquals(3600, failure.getInteger("retry_after"));
    assertEquals(1, seen.get(SandboxStep.AUTHORIZE));
  }

  private void deployWithFaultOnce(SandboxStep step, SandboxFault fault) {
    deployWithFaultOnce(SandboxUser.Policy.PASSWORD, step, fault);
  }

  private void deployWithFaultOnce(
      SandboxUser.Policy policy, SandboxStep step, SandboxFault fault) {
    live.deploy(
        live.sandbox(
                options(policy).setFaults(FaultPlan.at(step, 1, fault)),
                request -> {
                  count(request);
                  return false;
                })
            .verticleConfiguration()
            .put("requestTimeoutMs", 1000)
            .put("warmUp", step != SandboxStep.JWKS));
  }

  private SandboxStep count(HttpServerRequest request) {
    SandboxStep step = SandboxStep.of(request);
    seen.merge(step, 1, Integer::sum);
    return step;
  }
}
