package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.StepException;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of a flow go. Only here are the links of a flow used, and a link to another
 * origin is refused: the password and the cookies go to the configured origin only.
 *
 * @param origin the configured origin
 * @param flowsUrl the parent of the flow resources, or null at a server without flows
 * @param resumeUrl the resume endpoint, or null likewise
 */
record FlowTargets(Origin origin, @Nullable String flowsUrl, @Nullable String resumeUrl) {

  /** The flow resource. */
  String flow(String flowId) {
    return origin.requestTarget(flowsUrl + "/" + flowId);
  }

  /**
   * Where a flow takes an action: the action's link, or the flow resource without one.
   *
   * @throws StepException {@code invalid_response} if the link leads to another origin
   */
  String action(OpenFlow flow, String action) {
    return target(flow, flow.resource().href(action), flowsUrl + "/" + flow.resource().id());
  }

  /**
   * Where a completed flow is resumed.
   *
   * @throws StepException {@code invalid_response} if the link leads to another origin
   */
  String resume(OpenFlow flow) {
    return target(flow, flow.resource().resumeUrl(), resumeUrl + "?flowId=" + flow.resource().id());
  }

  private String target(OpenFlow flow, @Nullable String link, String otherwise) {
    try {
      return origin.requestTarget(link == null ? otherwise : link);
    } catch (IllegalArgumentException foreign) {
      throw flow.invalid("the flow has " + foreign.getMessage());
    }
  }
}
