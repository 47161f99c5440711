package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.http.Request;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.http.StepException;
import dev.tokenflow.pingone.http.StepFailure;
import dev.tokenflow.pingone.http.Transport;
import dev.tokenflow.pingone.message.ErrorCode;
import dev.tokenflow.pingone.message.Step;
import dev.tokenflow.pingone.message.UserInfoRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The claims of a user (OpenID Connect Core 5.3).
 *
 * <p>It belongs to one Vert.x context and is only called there.
 */
public final class UserInfo {
  // RFC 6750 section 2.1: b64token
  private static final Pattern BEARER_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  // RFC 6750 section 3
  private static final Pattern ERROR = Pattern.compile("error=\"?([a-z_]+)");

  private final Transport transport;
  private final String target;

  /**
   * @param url the UserInfo endpoint's URL, at the transport's origin
   */
  public UserInfo(Transport transport, String url) {
    this.transport = transport;
    this.target = transport.origin().requestTarget(url);
  }

  /**
   * Asks for the claims of the user to whom an access token was issued.
   *
   * @return the claims; fails with {@code StepException}: {@code access_denied} where the server
   *     does not accept the token, {@code invalid_response} also where the claims are another
   *     user's, {@code invalid_request}, {@code unavailable}, {@code rate_limited} or {@code
   *     timeout}
   */
  public Future<JsonObject> claims(UserInfoRequest asked, Deadline deadline) {
    if (!BEARER_TOKEN.matcher(asked.accessToken()).matches()) {
      return Future.failedFuture(
          StepException.of(
              ErrorCode.INVALID_REQUEST,
              Step.REQUEST,
              "access_token has characters that no bearer token has (RFC 6750 section 2.1)"));
    }
    return transport
        .send(
            Step.USERINFO,
            RequestKind.USER_INFO,
            deadline,
            () -> Request.get(target, asked.accessToken()))
        .map(response -> judge(response, asked.subject()));
  }

  /**
   * @param subject the expected {@code sub}, or null where it is not known
   */
  static JsonObject judge(Response response, String subject) {
    if (response.status() != 200) {
      throw new StepException(refusal(response));
    }
    JsonObject claims = response.jsonObject();
    if (!(claims.getValue("sub") instanceof String sub)) {
      throw response.invalid("the user's claims have no sub");
    }
    // Without this, a token substituted on the way would let somebody be somebody else.
    if (subject != null && !subject.equals(sub)) {
      throw response.invalid("the user's claims have another sub than the ID token");
    }
    return claims;
  }

  private static StepFailure refusal(Response response) {
    StepFailure unprocessed = response.unprocessed();
    if (unprocessed != null) {
      return unprocessed;
    }
    if (response.status() == 401 || response.status() == 403) {
      return response.failure(
          ErrorCode.ACCESS_DENIED, "PingOne does not accept the access token" + error(response));
    }
    return response.failure(
        ErrorCode.INVALID_RESPONSE, "the UserInfo endpoint answered " + response.status());
  }

  private static String error(Response response) {
    String challenge = response.headers().get("WWW-Authenticate");
    Matcher error = ERROR.matcher(challenge == null ? "" : challenge);
    return error.find() ? " (" + response.redacted(error.group(1)) + ")" : "";
  }
}
