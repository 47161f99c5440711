package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.oauth.TokenSet;

/** How far a flow got. */
public sealed interface FlowResult permits FlowResult.Issued, FlowResult.Refused, PendingFlow {

  /** To its end. */
  record Issued(TokenSet tokens) implements FlowResult {}

  /**
   * Not further, but it is not over either.
   *
   * @param failure why
   * @param flow where it still stands
   */
  record Refused(StepFailure failure, PendingFlow flow) implements FlowResult {}
}
