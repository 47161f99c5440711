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

  @Test
  void showsNoSecret() {
    assertEquals("OpenFlow[c-1, OTP_REQUIRED]", flow.toString());
    assertEquals("SignOnState[c-1]", flow.signOn().toString());
  }
}
