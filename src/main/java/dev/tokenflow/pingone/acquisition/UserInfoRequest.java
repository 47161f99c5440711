package dev.tokenflow.pingone.acquisition;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * A question for the claims of a user (OpenID Connect Core 5.3).
 *
 * @param accessToken the user's access token; never shown by {@link #toString()}
 * @param subject the {@code sub} of the ID token that came with it, which the claims have to have
 *     too (OpenID Connect Core 5.3.2), or null where it is not known
 * @param correlationId an id for logs and support, or null to have one made
 */
public record UserInfoRequest(String accessToken, String subject, String correlationId) {

  public UserInfoRequest {
    Objects.requireNonNull(accessToken, "accessToken");
  }

  /** A question about a user who is not known here. */
  public static UserInfoRequest of(String accessToken) {
    return new UserInfoRequest(accessToken, null, null);
  }

  /** A question about the user to whom these tokens were issued. */
  public static UserInfoRequest of(Tokens tokens) {
    JsonObject claims = tokens.claims();
    return new UserInfoRequest(
        tokens.accessToken(), claims == null ? null : claims.getString("sub"), null);
  }

  /** The same question under an id of the caller's. */
  public UserInfoRequest withCorrelationId(String id) {
    return new UserInfoRequest(accessToken, subject, id);
  }

  @Override
  public String toString() {
    return "UserInfoRequest[correlationId=" + correlationId + "]";
  }
}
