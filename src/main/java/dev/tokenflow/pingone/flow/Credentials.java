package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.ErrorCode;
import dev.tokenflow.pingone.acquisition.PingOneException;
import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.http.Origin;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.Response;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Step 2: user name and password, submitted to the flow. */
final class Credentials {
  private static final String MEDIA_TYPE =
      "application/vnd.pingidentity." + FlowStatus.USERNAME_PASSWORD_CHECK + "+json";

  private Credentials() {}

  /**
   * @param flowsUrl the parent of the flow resources, for a flow that names no link
   * @throws PingOneException {@code invalid_response} for a link to another origin
   */
  static Request request(OpenFlow flow, SignOn signOn, Origin origin, String flowsUrl) {
    String href = flow.resource().href(FlowStatus.USERNAME_PASSWORD_CHECK);
    String target =
        flow.target(origin, href == null ? flowsUrl + "/" + flow.resource().id() : href);
    String body =
        new JsonObject()
            .put("username", signOn.username())
            .put("password", signOn.password())
            .encode();
    return Request.post(target, MEDIA_TYPE, body, flow.cookies(), secrets(signOn));
  }

  /** The password, and as it stands in the body, which an error may quote. */
  private static List<String> secrets(SignOn signOn) {
    String quoted = Json.encode(signOn.password());
    return List.of(signOn.password(), quoted.substring(1, quoted.length() - 1));
  }

  /**
   * The flow after the submission.
   *
   * @throws PingOneException what PingOne's refusal means, {@code invalid_credentials} among it
   */
  static OpenFlow flow(Response response, OpenFlow before) {
    if (!response.succeeded()) {
      throw new PingOneException(PlatformError.judge(response));
    }
    OpenFlow after = OpenFlow.of(response, before.cookies());
    if (FlowStatus.asksAgain(before.resource(), after.resource())) {
      FlowResource.FlowError reason = after.resource().error();
      throw new PingOneException(
          reason == null
              ? response.failure(
                  ErrorCode.INVALID_CREDENTIALS, "PingOne asks for user name and password again")
              : PlatformError.judge(response, reason, ErrorCode.INVALID_CREDENTIALS));
    }
    return after;
  }
}
