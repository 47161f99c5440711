package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.oauth.AuthorizationRequests;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;

/** Step 1: the authorization request, which begins a flow. */
final class Beginning {
  private Beginning() {}

  static Request request(String target, AuthorizationRequests.Prepared prepared) {
    Form form = prepared.form();
    return Request.post(target, Form.MEDIA_TYPE, form.encoded(), Cookies.NONE, form.secrets());
  }

  /**
   * Parses the flow id in the redirect to the sign-on page, which is never followed.
   *
   * @throws StepException the error of the redirect, or {@code invalid_response}
   */
  static String parseFlowId(Response response, String state) {
    String flowId = AuthorizationResponse.parameters(response).get("flowId");
    if (flowId == null || !FlowResource.isId(flowId)) {
      throw AuthorizationResponse.refusal(response, state);
    }
    return flowId;
  }
}
