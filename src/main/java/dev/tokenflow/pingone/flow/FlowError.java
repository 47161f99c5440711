package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.oauth.OAuthError;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a flow failed: an error of PingOne's platform, or one of an authorization response (RFC 6749
 * section 4.1.2.1, OpenID Connect Core 3.1.2.6).
 *
 * @param code such as {@code PASSWORD_LOCKED_OUT} or {@code login_required}; null if there is none
 * @param description PingOne's text, or null
 * @param platform the platform error
 */
record FlowError(@Nullable String code, @Nullable String description, PlatformError platform) {

  /**
   * The error of a flow.
   *
   * @param error an object with {@code code} and {@code message}, an OAuth error code, or nothing
   *     that can be read
   * @param description the text of an OAuth error, or null
   */
  static @Nullable FlowError of(@Nullable Object error, @Nullable Object description) {
    if (error instanceof Map<?, ?> reason) {
      JsonObject json = new JsonObject();
      reason.forEach((name, value) -> json.put(String.valueOf(name), value));
      PlatformError platform = PlatformError.of(json);
      return new FlowError(platform.code(), platform.message(), platform);
    }
    String code = PlatformError.text(error);
    return code == null
        ? null
        : new FlowError(code, PlatformError.text(description), PlatformError.NONE);
  }

  /**
   * The failure of a flow that ended with this error.
   *
   * @param error null if the flow does not say why it failed
   * @param otherwise the error code of an error that has no meaning of its own
   */
  static StepFailure failure(Response response, @Nullable FlowError error, ErrorCode otherwise) {
    if (error == null) {
      return response.failure(otherwise, "PingOne failed the flow: no reason");
    }
    // OAuth's codes are written like this, those of the platform in capitals.
    return error.code != null && error.code.matches("[a-z_]+")
        ? new OAuthError(error.code, error.description)
            .failure(response)
            .withDetails(error.platform.details(response))
        : error.platform.failureOfFlow(response, otherwise);
  }
}
