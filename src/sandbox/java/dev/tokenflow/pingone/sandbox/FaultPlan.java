package dev.tokenflow.pingone.sandbox;

/**
 * Which requests meet with a fault.
 *
 * <p>It is asked on the sandbox's event loop, once for each request, in the order in which they
 * come.
 */
@FunctionalInterface
public interface FaultPlan {
  /** No fault ever. */
  FaultPlan NONE = (step, number) -> null;

  /**
   * The fault that a request meets with.
   *
   * @param step what the request is for
   * @param number which one for this step it is since the sandbox started, from 1 on
   * @return the fault, or null where all goes well
   */
  SandboxFault faultOf(SandboxStep step, int number);

  /** The n-th request for a step meets with this fault. */
  static FaultPlan at(SandboxStep step, int number, SandboxFault fault) {
    return (asked, count) -> asked == step && count == number ? fault : null;
  }

  /** This plan, and another one where this has no fault. */
  default FaultPlan and(FaultPlan other) {
    return (step, number) -> {
      SandboxFault fault = faultOf(step, number);
      return fault == null ? other.faultOf(step, number) : fault;
    };
  }
}
