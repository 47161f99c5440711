package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.oauth.AuthorizationRequests;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import java.util.List;

/** Step 1: the authorization request, which begins a flow. */
final class Authorize {
  private Authorize() {}

  static Request request(String target, AuthorizationRequests.Prepared prepared) {
    return Request.post(
        target, Form.MEDIA_TYPE, prepared.form().encoded(), Cookies.NONE, prepared.secrets());
  }

  /** Whether PingOne redirects to its sign-on page instead of answering with the flow. */
  static boolean isRedirect(Response response) {
    return response.status() >= 300 && response.status() < 400;
  }

  /**
   * Parses the flow id in the redirect to the sign-on page, which is never followed.
   *
   * @throws StepException the error of a redirect to the redirect URI, or {@code invalid_response}
   */
  static String parseFlowId(Response response, String redirectUri, String state, String issuer) {
    String location = response.location();
    if (location == null) {
      throw response.invalid("a redirect without a Location");
    }
    if (AuthorizationResponse.isAtRedirectUri(location, redirectUri)) {
      AuthorizationResponse.code(response, state, issuer);
      throw response.invalid("an authorization code before the user signed on");
    }
    List<String> flowIds = AuthorizationResponse.query(response).get("flowId");
    if (flowIds == null || !FlowResource.isId(flowIds.get(0))) {
      throw response.invalid("a redirect without a flowId");
    }
    return flowIds.get(0);
  }
}
