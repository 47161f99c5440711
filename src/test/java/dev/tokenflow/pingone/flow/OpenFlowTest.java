package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.StepFailures;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.Step;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFlowTest {
  // Not static: other tests count in this JVM what is left of flows.
  private final OpenFlow flow =
      Flows.open(
          """
          {'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'2027-01-01T00:00:00Z',
           '_links':{'self':{'href':'/flows/flow-1'},'otp.check':{'href':'/flows/flow-1'}},
           '_embedded':{'devices':[{'id':'d-1'}]},'selectedDevice':{'id':'d-1'}}""");

  @Test
  void keepsOnlyWhatTheNextStepNeedsWhileHeld() {
    OpenFlow held = flow.slim();

    assertEquals("flow-1", held.resource().id());
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", held.cookies().header());
    assertSame(flow.signOn(), held.signOn());
    assertEquals(Instant.parse("2027-01-01T00:00:00Z"), held.expiresAt());
    assertNull(held.response());
    assertTrue(held.stepDetails().isEmpty());
  }

  @Test
  void describesTheStep() {
    assertEquals(
        "{\"devices\":[{\"id\":\"d-1\"}],\"selectedDevice\":{\"id\":\"d-1\"}}",
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
  void namesTheStepOfAForeignLinkWithAndWithoutResponse() {
    StepFailure before = StepFailures.of(() -> rejectLink(flow));
    StepFailure held = StepFailures.of(() -> rejectLink(flow.slim()));

    assertEquals(Step.AUTHORIZE, before.step());
    assertEquals(Step.ACTION, held.step());
    assertEquals(ErrorCode.INVALID_RESPONSE, held.error());
  }

  @Test
  void showsNoSecret() {
    assertEquals("OpenFlow[c-1, OTP_REQUIRED]", flow.toString());
    assertEquals("SignOnState[c-1]", flow.signOn().toString());
  }

  private static Object rejectLink(OpenFlow flow) {
    throw flow.invalid("the flow has a link to another origin");
  }
}
