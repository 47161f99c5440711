package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;

/**
 * A flow as the newest answer shows it, with the cookies that belong to it.
 *
 * @param resource the flow
 * @param cookies its cookies
 * @param newest the answer
 */
record OpenFlow(FlowResource resource, Cookies cookies, Response newest) {

  /**
   * The flow that an answer carries.
   *
   * @param cookies those that are still good
   * @throws StepException what PingOne's refusal means, or {@code invalid_response}
   */
  static OpenFlow of(Response response, Cookies cookies) {
    if (!response.succeeded()) {
      throw new StepException(PlatformError.judge(response));
    }
    return new OpenFlow(
        FlowResource.of(response), cookies.renewedBy(response.setCookies()), response);
  }

  /**
   * The request target of a URL that the flow named.
   *
   * @throws StepException {@code invalid_response} where it leads to another origin
   */
  String target(Origin origin, String url) {
    try {
      return origin.requestTarget(url);
    } catch (IllegalArgumentException foreign) {
      throw newest.invalid("the flow has " + foreign.getMessage());
    }
  }
}
