package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import org.jspecify.annotations.Nullable;

/** Token revocation (RFC 7009). */
public final class Revocation {
  private Revocation() {}

  /**
   * The request (RFC 7009 section 2.1). An unknown token counts as revoked (section 2.2).
   *
   * @param typeHint {@code access_token}, {@code refresh_token} or null
   */
  public static EndpointRequest<@Nullable Void> request(String token, @Nullable String typeHint) {
    Form form = new Form().withSecret("token", token).with("token_type_hint", typeHint);
    return EndpointRequest.post(
        RequestKind.REVOKE,
        ServerMetadata::revocationEndpoint,
        () -> form,
        Revocation::parseResponse);
  }

  /** The status says it all; the body of a success is ignored (RFC 7009 section 2.2). */
  static @Nullable Void parseResponse(Response response) {
    if (!response.succeeded()) {
      throw OAuthError.refusal(response, "the revocation endpoint");
    }
    return null;
  }
}
