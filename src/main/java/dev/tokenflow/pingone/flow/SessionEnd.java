package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Cookies;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.oauth.EndpointRequest;
import dev.tokenflow.pingone.oauth.ServerMetadata;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Ends a PingOne session by an ID token. The session's own cookie is not needed
 * (developer.pingidentity.com, "IDP Signoff").
 */
public final class SessionEnd {
  private static final String HINT = "id_token_hint";

  private SessionEnd() {}

  /** The request. */
  public static EndpointRequest<@Nullable Void> request(String idToken) {
    Form query = new Form().withSecret(HINT, idToken);
    return EndpointRequest.get(
        RequestKind.SIGN_OFF,
        ServerMetadata::endSessionEndpoint,
        target -> Request.get(target + "?" + query.encoded(), Cookies.NONE, query.secrets()),
        SessionEnd::parseResponse);
  }

  /** Any 2xx is a success, with or without a body. A redirect leads to a page for a browser. */
  static @Nullable Void parseResponse(Response response) {
    if (response.succeeded()) {
      return null;
    }
    if (response.isRedirect()) {
      throw response.invalid("the sign-off endpoint redirects, so the session may not have ended");
    }
    throw new StepException(refusal(response));
  }

  /** The setting of the application is why, unless the answer is about the ID token. */
  private static StepFailure refusal(Response response) {
    JsonObject body = body(response);
    PlatformError error = PlatformError.of(body);
    String answered = " (" + response.status() + " " + response.redacted(reason(body, error)) + ")";
    StepFailure failure =
        isAboutHint(body, error)
            ? response.failure(
                ErrorCode.INVALID_REQUEST, "PingOne does not accept this id_token_hint" + answered)
            : response.failure(
                ErrorCode.CONFIGURATION,
                "PingOne refuses the sign-off: set idpSignoff to true in the application"
                    + answered);
    return failure.withDetails(error.details(response));
  }

  private static JsonObject body(Response response) {
    try {
      return response.jsonObject();
    } catch (StepException notJson) {
      return new JsonObject();
    }
  }

  private static String reason(JsonObject body, PlatformError error) {
    String code = error.code() == null ? PlatformError.text(body.getValue("error")) : error.code();
    return code == null ? "without a code" : code;
  }

  /** A platform error names the parameter, an OAuth error mentions it in its text. */
  private static boolean isAboutHint(JsonObject body, PlatformError error) {
    String description = PlatformError.text(body.getValue("error_description"));
    return error.faults().stream().anyMatch(fault -> HINT.equals(fault.target()))
        || (description != null && description.contains(HINT));
  }
}
