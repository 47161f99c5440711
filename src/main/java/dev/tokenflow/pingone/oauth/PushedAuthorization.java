package dev.tokenflow.pingone.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.JsonReader;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import dev.tokenflow.pingone.oauth.AuthorizationRequest.Prepared;
import org.jspecify.annotations.Nullable;

/** Pushed authorization requests (RFC 9126). */
final class PushedAuthorization {
  private static final JsonReader<Body> READER = JsonReader.of(Body.class);

  private PushedAuthorization() {}

  private record Body(@JsonProperty("request_uri") @Nullable String requestUri) {}

  /**
   * Pushes an authorization request (RFC 9126 section 2.1).
   *
   * @return its answer is the authorization request that refers to the pushed one
   */
  static EndpointRequest<Prepared> request(Prepared pushed, String clientId) {
    return EndpointRequest.post(
        RequestKind.PUSH_AUTHORIZATION,
        ServerMetadata::pushedAuthorizationRequestEndpoint,
        pushed.forms(),
        response -> parseResponse(response, clientId));
  }

  static Prepared parseResponse(Response response, String clientId) {
    if (!response.succeeded()) {
      throw OAuthError.refusal(response, "the pushed authorization request endpoint");
    }
    String requestUri = response.json(READER).requestUri();
    if (requestUri == null || requestUri.isBlank()) {
      throw OAuthError.errorOr(response, "the pushed authorization response has no request_uri");
    }
    Form form = new Form().with("client_id", clientId).withSecret("request_uri", requestUri);
    return new Prepared(form, RequestKind.AUTHORIZE_PUSHED);
  }
}
