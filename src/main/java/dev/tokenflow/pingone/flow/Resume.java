package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.oauth.AuthorizationResponse;
import org.jspecify.annotations.Nullable;

/** Step 3: a completed flow is exchanged for an authorization code. */
final class Resume {
  private Resume() {}

  static Request request(OpenFlow flow, FlowTargets targets) {
    return Request.get(targets.resume(flow.resource().id()), flow.cookies(), flow.sent());
  }

  /**
   * Parses the authorization code.
   *
   * @param flowId the id of the flow that was resumed
   * @throws StepException PingOne's error, or {@code invalid_response} if {@code state} or {@code
   *     iss} does not match, if the redirect does not lead to the redirect URI, or if there is no
   *     code
   */
  static String parseResponse(
      Response response, String flowId, String redirectUri, String state, String issuer) {
    if (response.isRedirect()) {
      return AuthorizationResponse.code(response, redirectUri, state, issuer);
    }
    if (!response.succeeded()) {
      throw new StepException(PlatformError.failure(response, null));
    }
    FlowResource flow = FlowResource.parse(response, flowId);
    if (FlowStatus.of(flow) == FlowStatus.FAILED) {
      throw new StepException(FlowError.failure(response, flow.error(), ErrorCode.FLOW_FAILED));
    }
    String code = embeddedCode(flow, response, state);
    if (code == null) {
      throw response.invalid("the resumed flow has no authorization code");
    }
    return code;
  }

  /**
   * The authorization code in a flow's {@code authorizeResponse}, or null; some flows contain it
   * before they are resumed.
   *
   * @throws StepException {@code invalid_response} if {@code state} does not match
   */
  static @Nullable String embeddedCode(FlowResource flow, Response response, String state) {
    if (flow.code() != null && flow.state() != null && !flow.state().equals(state)) {
      throw response.invalid("the authorizeResponse's state is not the one that was sent");
    }
    return flow.code();
  }
}
