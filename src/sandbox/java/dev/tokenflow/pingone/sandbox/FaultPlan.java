package dev.tokenflow.pingone.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Decides which requests fail, and how.
 *
 * <p>The sandbox calls it on its event loop, once per request, in order of arrival.
 */
@FunctionalInterface
public interface FaultPlan {
  /** Never injects a fault. */
  FaultPlan NONE = (step, number) -> null;

  /**
   * Returns the fault to inject into a request.
   *
   * @param step what the request is for
   * @param number counts the requests for this step since the sandbox started, beginning with 1
   * @return the fault, or null to process the request normally
   */
  @Nullable SandboxFault faultFor(SandboxStep step, int number);

  /** Injects a fault into the n-th request for a step. */
  static FaultPlan at(SandboxStep step, int number, SandboxFault fault) {
    return (current, count) -> current == step && count == number ? fault : null;
  }

  /** Combines two plans; where both have a fault, this plan's counts. */
  default FaultPlan and(FaultPlan other) {
    return (step, number) -> {
      SandboxFault fault = faultFor(step, number);
      return fault == null ? other.faultFor(step, number) : fault;
    };
  }
}
