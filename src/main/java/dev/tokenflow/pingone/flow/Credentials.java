package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.FlowAction;

/** Step 2: user name and password, submitted to the flow; the name first where it wants that. */
final class Credentials {
  private Credentials() {}

  /**
   * @param flowsUrl the parent of the flow resources, for a flow that names no link
   * @throws StepException {@code invalid_response} for a link to another origin
   */
  static Request request(
      OpenFlow flow, String username, String password, Origin origin, String flowsUrl) {
    return request(flow, FlowAction.checkUsernamePassword(username, password), origin, flowsUrl);
  }

  /**
   * The user name alone.
   *
   * @param flowsUrl the parent of the flow resources, for a flow that names no link
   * @throws StepException {@code invalid_response} for a link to another origin
   */
  static Request lookUp(OpenFlow flow, String username, Origin origin, String flowsUrl) {
    return request(flow, FlowAction.lookUpUser(username), origin, flowsUrl);
  }

  private static Request request(OpenFlow flow, FlowAction action, Origin origin, String flowsUrl) {
    String target = flow.target(origin, flow.resource().actionUrl(action.name(), flowsUrl));
    return ActionRequest.of(target, action, flow.cookies());
  }

  /**
   * The flow after the submission.
   *
   * @throws StepException what PingOne's refusal means, {@code invalid_credentials} among it
   */
  static OpenFlow flow(Response response, OpenFlow before) {
    OpenFlow after = OpenFlow.of(response, before.cookies());
    if (FlowStatus.asksAgain(before.resource(), after.resource())) {
      throw refused(after, "PingOne asks for user name and password again");
    }
    return after;
  }

  /**
   * The flow after the user name alone was submitted.
   *
   * @throws StepException what PingOne's refusal means, {@code invalid_credentials} among it
   */
  static OpenFlow lookedUp(Response response, OpenFlow before) {
    OpenFlow after = OpenFlow.of(response, before.cookies());
    if (FlowStatus.of(after.resource()) == FlowStatus.USERNAME_REQUIRED) {
      throw refused(after, "PingOne asks for the user name again");
    }
    return after;
  }

  private static StepException refused(OpenFlow flow, String otherwise) {
    FlowResource.FlowError reason = flow.resource().error();
    return new StepException(
        reason == null
            ? flow.newest().failure(ErrorCode.INVALID_CREDENTIALS, otherwise)
            : PlatformError.judge(flow.newest(), reason, ErrorCode.INVALID_CREDENTIALS));
  }
}
