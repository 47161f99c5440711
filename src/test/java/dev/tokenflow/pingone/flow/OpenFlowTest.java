package dev.tokenflow.pingone.flow;

import static dev.tokenflow.pingone.http.ResponseBuilder.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Step;
import io.netty.handler.codec.DateFormatter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFlowTest {
  private final Instant soon = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

  // Not static: other tests count in this JVM what is left of flows.
  private final OpenFlow flow =
      Flows.open(
          """
          {'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'@',
           '_links':{'self':{'href':'/flows/flow-1'},'otp.check':{'href':'/flows/flow-1'}},
           '_embedded':{'devices':[{'id':'d-1'}]},'selectedDevice':{'id':'d-1'},
           'error':{'code':'A_CODE','details':[{'code':'B_CODE'}]}}"""
              .replace("@", soon.toString()));

  @Test
  void keepsOnlyWhatTheNextStepNeedsWhileHeld() {
    OpenFlow held = flow.slim();

    assertEquals("flow-1", held.resource().id());
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", held.cookies().header());
    assertNull(held.resource().error());
    assertSame(flow.signOn(), held.signOn());
    assertEquals(soon, held.expiresAt());
    assertNull(held.response());
    assertTrue(held.stepDetails().isEmpty());
  }

  @Test
  void describesTheStep() {
    assertEquals(
        "{\"status\":\"OTP_REQUIRED\",\"expiresAt\":\""
            + soon
            + "\",\"selectedDevice\":{\"id\":\"d-1\"},"
            + "\"error\":{\"code\":\"A_CODE\",\"details\":[{\"code\":\"B_CODE\"}]},"
            + "\"devices\":[{\"id\":\"d-1\"}]}",
        flow.stepDetails().encode());
  }

  @Test
  void offersOnlyActions() {
    assertEquals(List.of("otp.check"), flow.actions());
    assertTrue(flow.offers(FlowAction.checkOneTimePasscode("246810")));
    assertFalse(flow.offers(FlowAction.of("self")));
    assertFalse(flow.offers(FlowAction.consent(true)));
  }

  @Test
  void offersAnyActionIfNoneIsNamed() {
    OpenFlow silent = Flows.open("{'id':'flow-1','status':'SOMETHING_NEW'}");

    assertTrue(silent.offers(FlowAction.consent(true)));
    assertTrue(silent.expiresAt().isAfter(Instant.now().plusSeconds(600)));
    assertEquals(silent.expiresAt(), silent.slim().expiresAt());
  }

  @Test
  void takesTheCookiesOfARefusal() {
    StepFailure refusal =
        PlatformError.failure(
            answer(Step.ACTION, 400)
                .toRequestWith(flow.cookies())
                .header("Set-Cookie", "ST=renewed; Path=/as")
                .json("{\"code\":\"INVALID_DATA\"}")
                .build(),
            "otp.check");

    assertEquals("ST=renewed; ST-NO-SS=secret-no-ss", flow.after(refusal).cookies().header());
    assertSame(flow, flow.after(StepFailure.of(ErrorCode.TIMEOUT, Step.ACTION, "late")));
  }

  @Test
  void endsADayAheadAtMost() {
    OpenFlow flow =
        Flows.open(
            "{'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'9999-12-31T23:59:59.999Z'}");

    assertEquals(flow.receivedAt().plus(Duration.ofDays(1)), flow.expiresAt());
  }

  /** By PingOne's clock each has ten minutes left; a Date that hardly differs changes nothing. */
  @ParameterizedTest
  @ValueSource(ints = {-3_600, -29, 0, 29, 3_600, 100_000})
  void endsByThisMachinesClock(int serverAhead) {
    Instant date = Instant.now().plusSeconds(serverAhead).truncatedTo(ChronoUnit.SECONDS);
    OpenFlow flow =
        Flows.parse(
            answer(Step.AUTHORIZE, 200)
                .header("Date", DateFormatter.format(Date.from(date)))
                .json(
                    "{\"id\":\"flow-1\",\"status\":\"OTP_REQUIRED\",\"expiresAt\":\""
                        + date.plusSeconds(600)
                        + "\"}")
                .build());

    assertEquals(
        Math.abs(serverAhead) < 30
            ? date.plusSeconds(600)
            : flow.receivedAt().plus(Duration.ofMinutes(10)),
        flow.expiresAt());
    assertEquals(flow.expiresAt(), flow.slim().expiresAt());
  }

  /**
   * Whatever a server states, the end is a day away at most, and its caller gets it as a number.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'+999999999-12-31T23:59:59.999999999Z'",
        "'-999999999-01-01T00:00:00Z'",
        "'+1000000000-01-01T00:00:00Z'",
        "'10000-01-01T00:00:00Z'",
        "'0000-01-01T00:00:00Z'",
        "'9999-12-31T23:59:59.999999999999Z'",
        "'2026-13-45T99:99:99Z'",
        "''",
        "'never'",
        "1e400",
        "-1e400",
        "9223372036854775808",
        "253402300799999",
        "true",
        "[]",
        "{'at':1}"
      })
  void endsWithinADayWhateverAServerStates(String expiresAt) {
    for (String date :
        List.of("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "never")) {
      OpenFlow odd =
          Flows.parse(
              answer(Step.AUTHORIZE, 200)
                  .header("Date", date)
                  .json(
                      ("{'id':'flow-1','status':'OTP_REQUIRED','expiresAt':" + expiresAt + "}")
                          .replace('\'', '"'))
                  .build());

      Duration left = Duration.between(odd.receivedAt(), odd.expiresAt());
      assertTrue(left.abs().compareTo(Duration.ofDays(1)) <= 0, left::toString);
      assertEquals(odd.expiresAt(), odd.slim().expiresAt());
    }
  }

  /** Also a status or an action in the words of a password, which a held flow would keep. */
  @ParameterizedTest
  @ValueSource(
      strings = {"wonderland", "WRONG_wonderland", "d29uZGVybGFuZA", "password-wonderland.check"})
  void keepsNoNameThatRepeatsASecret(String name) {
    OpenFlow echoing =
        Flows.parse(
            answer(Step.CREDENTIALS, 200)
                .toRequestWith("wonderland", "password")
                .json(
                    new JsonObject()
                        .put("id", "flow-1")
                        .put("status", name)
                        .put(
                            "_links",
                            new JsonObject()
                                .put(name, new JsonObject())
                                .put("user.new", new JsonObject())
                                .put("password.reset", new JsonObject()))
                        .toBuffer())
                .build());

    OpenFlow held = echoing.withoutSecrets().slim();

    assertEquals(List.of("user.new", "password.reset"), held.actions());
    assertTrue(held.status().contains("***"), held::status);
    assertFalse(held.status().contains("wonderland"), held::status);
    assertTrue(held.sent().isEmpty());
  }

  @Test
  void takesTheNameThatAnActionGivesWhereNoneWasGivenBefore() {
    OpenFlow begun = Flows.withoutPassword("{'id':'flow-1','status':'SIGN_ON_REQUIRED'}");
    OpenFlow looked = begun.named(FlowAction.lookUpUser("alcie"));

    assertNull(begun.username());
    assertEquals("alcie", looked.username());
    assertEquals("alice", looked.named(FlowAction.lookUpUser("alice")).username());
    assertEquals("alcie", looked.named(FlowAction.checkOneTimePasscode("246810")).username());
    assertEquals("alice", flow.named(FlowAction.lookUpUser("bob")).username());
  }

  /** What no log or answer could take, or what is no name. */
  @Test
  void takesNoNameThatIsNone() {
    OpenFlow begun = Flows.withoutPassword("{'id':'flow-1','status':'SIGN_ON_REQUIRED'}");

    for (Object odd : new Object[] {7, " ", "a".repeat(257), "al\uDE00ice", new JsonObject()}) {
      FlowAction action = new FlowAction("user.lookup", new JsonObject().put("username", odd));
      assertNull(begun.named(action).username());
    }
    assertNull(begun.named(FlowAction.of("user.confirm")).username());
  }

  @Test
  void showsNoSecret() {
    assertEquals("OpenFlow[c-1, OTP_REQUIRED]", flow.toString());
    assertEquals("SignOnState[c-1]", flow.signOn().toString());
  }
}
