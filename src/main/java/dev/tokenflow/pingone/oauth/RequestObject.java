package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.oauth.AuthorizationRequests.Prepared;
import io.vertx.core.json.JsonObject;

/** An authorization request as a signed JWT (RFC 9101). */
final class RequestObject {
  private RequestObject() {}

  /**
   * Signs the parameters. RFC 9101 section 4: {@code iss} is the client, {@code aud} the server's
   * issuer.
   */
  static Prepared sign(Form parameters, String issuer, Signer signer) {
    JsonObject claims = new JsonObject();
    parameters.parameters().forEach(claims::put);
    String request = signer.sign(claims.put("iss", parameters.get("client_id")).put("aud", issuer));
    // OpenID Connect Core 6.1 requires the first three outside the request object, too; servers
    // that validate the request before they read the object require the others.
    Form form =
        new Form()
            .with("response_type", parameters.get("response_type"))
            .with("client_id", parameters.get("client_id"))
            .with("scope", parameters.get("scope"))
            .with("redirect_uri", parameters.get("redirect_uri"))
            .with("response_mode", parameters.get("response_mode"))
            .withSecret("request", request);
    return new Prepared(form, RequestKind.AUTHORIZE);
  }
}
