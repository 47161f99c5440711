package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of a flow go. They are known from the configuration and the flow's id: no link
 * of an answer is followed, so no answer can lead a password, a passcode or a cookie anywhere.
 *
 * @param flows the request target of the flow resources' parent
 * @param resume the request target of the resume endpoint
 */
record FlowTargets(String flows, String resume) {

  /**
   * The targets at an origin.
   *
   * @param flowsUrl the parent of the flow resources, or null at a server without flows
   * @param resumeUrl the resume endpoint, or null likewise
   */
  static FlowTargets of(Origin origin, @Nullable String flowsUrl, @Nullable String resumeUrl) {
    return new FlowTargets(
        flowsUrl == null ? "" : origin.requestTarget(flowsUrl),
        resumeUrl == null ? "" : origin.requestTarget(resumeUrl));
  }

  /** The flow resource, which also takes every action. */
  String flow(String flowId) {
    return flows + "/" + flowId;
  }

  /** Where a completed flow is exchanged for an authorization code. */
  String resume(String flowId) {
    return resume + "?flowId=" + flowId;
  }
}
