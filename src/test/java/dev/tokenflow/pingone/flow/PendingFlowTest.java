package dev.tokenflow.pingone.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.message.SignOn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingFlowTest {
  // Not static: others count in this JVM what is left of acquisitions.
  private final SignOnState alice =
      SignOnState.begin(
          SignOn.of("alice", "wonderland"),
          "c-1",
          "openid",
          Deadline.in(Duration.ofMinutes(1)),
          new SecureRandom());

  private final PendingFlow flow =
      PendingFlow.of(
          alice.withoutPassword(),
          Flows.open(
              """
              {'id':'flow-1','status':'OTP_REQUIRED','expiresAt':'2027-01-01T00:00:00Z',
               '_links':{'self':{'href':'/flows/flow-1'},'otp.check':{'href':'/flows/flow-1'}},
               '_embedded':{'devices':[{'id':'d-1'}]},'selectedDevice':{'id':'d-1'}}"""));

  @Test
  void whatIsHeldIsWhatTheNextStepNeeds() {
    PendingFlow held = flow.slim();

    assertEquals("flow-1", held.resource().id());
    assertEquals("ST=secret-st; ST-NO-SS=secret-no-ss", held.cookies().header());
    assertEquals(alice.verifier(), held.acquisition().verifier());
    assertEquals(Instant.parse("2027-01-01T00:00:00Z"), held.expiresAt());
    assertNull(held.acquisition().password());
    assertTrue(held.stepDetails().isEmpty());
  }

  @Test
  void outcomeTellsWhatTheStepIsAbout() {
    assertEquals(
        "{\"devices\":[{\"id\":\"d-1\"}],\"selectedDevice\":{\"id\":\"d-1\"}}",
        flow.stepDetails().encode());
  }

  @Test
  void onlyActionsAreOffered() {
    assertEquals(List.of("otp.check"), flow.actions());
    assertTrue(flow.offers(FlowAction.checkOneTimePasscode("246810")));
    assertFalse(flow.offers(FlowAction.of("self")));
    assertFalse(flow.offers(FlowAction.consent(true)));
  }

  @Test
  void anyActionMayBeOfferedWhereNoneIsNamed() {
    PendingFlow silent =
        PendingFlow.of(alice, Flows.open("{'id':'flow-1','status':'SOMETHING_NEW'}"));

    assertTrue(silent.offers(FlowAction.consent(true)));
    assertTrue(silent.expiresAt().isAfter(Instant.now().plusSeconds(600)));
  }

  @Test
  void textHasNoSecret() {
    assertEquals("PendingFlow[c-1, OTP_REQUIRED]", flow.toString());
  }
}
