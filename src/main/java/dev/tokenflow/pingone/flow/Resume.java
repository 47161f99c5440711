package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;

/** Step 3: a completed flow turns into an authorization code. */
final class Resume {
  private Resume() {}

  /**
   * @param resumeUrl the resume endpoint, for a flow that names no URL
   * @throws StepException {@code invalid_response} for a URL at another origin
   */
  static Request request(OpenFlow flow, Origin origin, String resumeUrl) {
    String named = flow.resource().resumeUrl();
    String url = named == null ? resumeUrl + "?flowId=" + flow.resource().id() : named;
    return Request.get(flow.target(origin, url), flow.cookies());
  }

  /**
   * The authorization code.
   *
   * @throws StepException what PingOne's refusal means, or {@code invalid_response} for a foreign
   *     {@code state} or {@code iss}, for a redirect to anywhere but the redirect URI, and where
   *     there is no code
   */
  static String code(Response response, String redirectUri, String state, String issuer) {
    if (response.status() >= 300 && response.status() < 400) {
      String location = response.location();
      if (location == null || !AuthorizationResponse.isAtRedirectUri(location, redirectUri)) {
        throw response.invalid("a redirect to somewhere else than the redirect URI");
      }
      return AuthorizationResponse.code(response, state, issuer);
    }
    if (!response.succeeded()) {
      throw new StepException(PlatformError.judge(response));
    }
    FlowResource flow = FlowResource.of(response);
    if (FlowStatus.of(flow) == FlowStatus.FAILED) {
      throw new StepException(PlatformError.judge(response, flow.error(), ErrorCode.FLOW_FAILED));
    }
    String code = embeddedCode(flow, response, state);
    if (code == null) {
      throw response.invalid("the resumed flow has no authorization code");
    }
    return code;
  }

  /**
   * The authorization code in a flow's {@code authorizeResponse}, or null; some flows carry it
   * before they are resumed.
   *
   * @throws StepException {@code invalid_response} for a foreign {@code state}
   */
  static String embeddedCode(FlowResource flow, Response response, String state) {
    FlowResource.AuthorizeResponse authorization = flow.authorizeResponse();
    if (authorization == null || authorization.code() == null || authorization.code().isEmpty()) {
      return null;
    }
    if (authorization.state() != null && !authorization.state().equals(state)) {
      throw response.invalid("the authorizeResponse's state is not the one that was sent");
    }
    return authorization.code();
  }
}
