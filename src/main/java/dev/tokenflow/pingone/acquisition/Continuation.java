package dev.tokenflow.pingone.acquisition;

import java.util.Objects;

/**
 * The next step of a flow that asked for one.
 *
 * @param flow the handle of the outcome or failure that asked; never shown by {@link #toString()}
 * @param continueAt the event bus address that came with it; null where the client holds the flow
 *     itself
 * @param action what carries the flow on, or null to look at it again: at {@code
 *     PUSH_CONFIRMATION_REQUIRED} that waits for the user
 */
public record Continuation(String flow, String continueAt, FlowAction action) {

  public Continuation {
    Objects.requireNonNull(flow, "flow");
  }

  @Override
  public String toString() {
    return "Continuation[" + (action == null ? "look again" : action) + "]";
  }
}
