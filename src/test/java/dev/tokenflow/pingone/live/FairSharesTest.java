package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server says of one user, or of one kind of request, holds nothing else back. */
class FairSharesTest {
  @RegisterExtension final Live live = new Live();

  private volatile boolean refusing;

  /** A 429 with a long Retry-After that is about its user. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'code':'INVALID_DATA','details':[{'code':'QUOTA_EXCEEDED'}]} | 429 | rate_limited",
        "{'code':'QUOTA_EXCEEDED'} | 429 | rate_limited",
        "{'code':'PASSWORD_LOCKED_OUT','details':'odd'} | 403 | account_locked",
        "{'code':'INVALID_DATA','details':{'code':'ACCOUNT_LOCKED'}} | 403 | account_locked"
      })
  void refusalOfOneUserPausesNobody(String body, int code, String error) {
    AtomicInteger passwords = new AtomicInteger();
    AtomicInteger passcodes = new AtomicInteger();
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE),
                request -> {
                  SandboxStep step = SandboxStep.of(request);
                  if ((step == SandboxStep.CREDENTIALS && passwords.incrementAndGet() == 1)
                      || (step == SandboxStep.ACTION && passcodes.incrementAndGet() == 1)) {
                    request
                        .response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "600")
                        .end(body.replace('\'', '"'));
                    return true;
                  }
                  return false;
                })
            .verticleConfiguration());

    JsonObject refused = assertFails(live.signOnAlice(), code, error, "credentials");
    assertEquals(600, refused.getInteger("retry_after"));
    JsonObject required = await(live.signOnAlice());
    FlowAction passcode = FlowAction.checkOneTimePasscode("246810");
    JsonObject refusedStep =
        assertFails(live.continueFlow(required, passcode), code, error, "action");
    assertEquals(600, refusedStep.getInteger("retry_after"));

    assertEquals("OTP_REQUIRED", await(live.signOnAlice()).getString("status"));
    // Its own flow is still open, and the caller decides when to try again.
    assertEquals("action_required", outcome(refusedStep));
    assertEquals(3, passwords.get());
    assertEquals(1, passcodes.get());
  }

  /** One group of requests that the server refuses for long, and each of the others goes on. */
  @ParameterizedTest
  @EnumSource(names = {"AUTHORIZE", "INTROSPECT", "REVOKE", "USERINFO"})
  void refusalOfOneGroupPausesNoOther(SandboxStep refused) {
    live.deploy(
        live.sandbox(
                options(),
                request -> {
                  if (SandboxStep.of(request) == refused && refusing) {
                    request.response().setStatusCode(429).putHeader("Retry-After", "600").end();
                    return true;
                  }
                  return false;
                })
            .verticleConfiguration());
    JsonObject tokens = await(live.signOnAlice());
    String token = tokens.getString("access_token");
    Map<SandboxStep, Supplier<Future<JsonObject>>> requests = new EnumMap<>(SandboxStep.class);
    requests.put(SandboxStep.AUTHORIZE, live::signOnAlice);
    requests.put(
        SandboxStep.INTROSPECT, () -> live.ask("introspect", JsonObject.of("token", token)));
    requests.put(
        SandboxStep.USERINFO, () -> live.ask("userinfo", JsonObject.of("access_token", token)));
    requests.put(SandboxStep.REVOKE, () -> live.ask("revoke", JsonObject.of("token", "another")));
    refusing = true;

    for (int time = 0; time < 2; time++) {
      assertEquals(429, Live.failure(requests.get(refused).get()).failureCode());
      requests.forEach(
          (step, request) -> {
            if (step != refused) {
              await(request.get());
            }
          });
    }
  }

  private static String outcome(JsonObject failure) {
    return failure.getString("flow") == null ? "gone" : "action_required";
  }
}
