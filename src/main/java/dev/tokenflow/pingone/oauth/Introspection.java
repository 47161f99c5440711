package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Token introspection (RFC 7662): asks the server for the state of a token. */
public final class Introspection {
  private Introspection() {}

  /**
   * The request (RFC 7662 section 2.1).
   *
   * @param typeHint {@code access_token}, {@code refresh_token} or null
   * @return its answer is the introspection response, {@code {"active":false}} for an invalid token
   */
  public static EndpointRequest<JsonObject> request(String token, @Nullable String typeHint) {
    Form form = new Form().withSecret("token", token).with("token_type_hint", typeHint);
    return EndpointRequest.post(
        RequestKind.INTROSPECT,
        ServerMetadata::introspectionEndpoint,
        () -> form,
        Introspection::parseResponse);
  }

  static JsonObject parseResponse(Response response) {
    if (response.status() != 200) {
      throw OAuthError.refusal(response, "the introspection endpoint");
    }
    JsonObject introspection = response.jsonObject();
    if (!(introspection.getValue("active") instanceof Boolean)) {
      throw OAuthError.errorOr(
          response, "the introspection response has no active, expected true or false");
    }
    return introspection;
  }
}
