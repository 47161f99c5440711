package dev.tokenflow.pingone.message;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests the claims of a user (OpenID Connect Core 5.3): {@code {access_token, sub?,
 * correlation_id?}}.
 *
 * @param accessToken the user's access token; left out of {@link #toString()}
 * @param subject the {@code sub} of the ID token that came with it, which the claims must have too
 *     (OpenID Connect Core 5.3.2), or null if it is not known
 * @param correlationId an id for logs and support, or null to have one generated
 */
public record UserInfoRequest(
    String accessToken, @Nullable String subject, @Nullable String correlationId)
    implements RequestMessage {

  public UserInfoRequest {
    Objects.requireNonNull(accessToken, "accessToken");
    correlationId = FieldRules.unlessBlank(correlationId);
  }

  /** A request that does not compare the subject. */
  public static UserInfoRequest of(String accessToken) {
    return new UserInfoRequest(accessToken, null, null);
  }

  /** A request for the claims of the user to whom these tokens were issued. */
  public static UserInfoRequest of(Tokens tokens) {
    return new UserInfoRequest(tokens.accessToken(), tokens.subject(), null);
  }

  /** A copy with this correlation id. */
  public UserInfoRequest withCorrelationId(@Nullable String id) {
    return new UserInfoRequest(accessToken, subject, id);
  }

  /**
   * Reads a request; unknown fields are ignored.
   *
   * @throws MalformedRequestException naming the field
   */
  public static UserInfoRequest fromJson(@Nullable Object body) {
    JsonObject request = JsonFields.object(body, "access_token");
    UserInfoRequest read =
        new UserInfoRequest(
            JsonFields.required(request, "access_token"),
            JsonFields.optional(request, "sub"),
            JsonFields.optional(request, "correlation_id"));
    read.validate();
    return read;
  }

  @Override
  public void validate() {
    FieldRules.checkToken("access_token", accessToken);
    FieldRules.checkNotBlank("sub", subject);
    FieldRules.checkCorrelationId(correlationId);
  }

  @Override
  public JsonObject toJson() {
    JsonObject request = new JsonObject().put("access_token", accessToken);
    JsonFields.put(request, "sub", subject);
    JsonFields.put(request, "correlation_id", correlationId);
    return request;
  }

  @Override
  public String toString() {
    return "UserInfoRequest[correlationId=" + correlationId + "]";
  }
}
