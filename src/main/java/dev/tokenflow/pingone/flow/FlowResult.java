package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.oauth.TokenSet;

/** Result of moving a flow on; an {@link OpenFlow} waits for the caller's next step. */
public sealed interface FlowResult permits FlowResult.Issued, FlowResult.Refused, OpenFlow {

  /** The flow completed. */
  record Issued(TokenSet tokens) implements FlowResult {}

  /**
   * The step failed; the flow is still open.
   *
   * @param failure why the step failed
   * @param flow the flow as it stands now
   */
  record Refused(StepFailure failure, OpenFlow flow) implements FlowResult {}
}
