package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.Failure;
import dev.tokenflow.pingone.acquisition.Tokens;

/** How far a flow got. */
public sealed interface Advance permits Advance.Issued, Advance.Refused, PendingFlow {

  /** To its end. */
  record Issued(Tokens tokens) implements Advance {}

  /**
   * Not further, but it is not over either.
   *
   * @param failure why
   * @param flow where it still stands
   */
  record Refused(Failure failure, PendingFlow flow) implements Advance {}
}
