package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The claims of a user (OpenID Connect Core 5.3). */
public final class UserInfo {
  // RFC 6750 section 2.1: b64token
  private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  // RFC 6750 section 3
  private static final Pattern ERROR = Pattern.compile("error=\"?([a-z_]+)");

  private UserInfo() {}

  /**
   * The request for the claims of the user to whom an access token was issued.
   *
   * @param subject the {@code sub} of the ID token that came with the access token, or null if it
   *     is not known
   * @throws StepException {@code invalid_request} if the access token does not fit into a header
   */
  public static EndpointRequest<JsonObject> request(String accessToken, @Nullable String subject) {
    if (!BEARER_TOKEN.matcher(accessToken).matches()) {
      throw StepException.of(
          ErrorCode.INVALID_REQUEST,
          Step.REQUEST,
          "access_token has characters that are not allowed in a bearer token"
              + " (RFC 6750 section 2.1)");
    }
    return EndpointRequest.get(
        RequestKind.USER_INFO,
        ServerMetadata::userInfoEndpoint,
        target -> Request.get(target, accessToken),
        response -> parseResponse(response, subject));
  }

  static JsonObject parseResponse(Response response, @Nullable String subject) {
    if (response.status() == 401 || response.status() == 403) {
      throw new StepException(
          response
              .failure(
                  ErrorCode.ACCESS_DENIED,
                  "the authorization server does not accept the access token" + error(response))
              .withRetryAfter(response.retryAfter()));
    }
    if (response.status() != 200) {
      throw response.invalid("the UserInfo endpoint answered " + response.status());
    }
    JsonObject claims = response.jsonObject();
    if (!(claims.getValue("sub") instanceof String sub) || sub.isEmpty()) {
      throw OAuthError.errorOr(response, "the user's claims have no sub");
    }
    // A substituted access token would otherwise pass one user off as another (section 5.3.2).
    if (subject != null && !subject.equals(sub)) {
      throw response.invalid("the user's claims have another sub than the ID token");
    }
    return claims;
  }

  private static String error(Response response) {
    String challenge = response.headers().get("WWW-Authenticate");
    Matcher error = ERROR.matcher(challenge == null ? "" : challenge);
    return error.find() ? " (" + response.redacted(error.group(1)) + ")" : "";
  }
}
