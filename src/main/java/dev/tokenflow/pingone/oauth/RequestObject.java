package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** An authorization request as a signed JWT (RFC 9101). */
final class RequestObject {
  // OpenID Connect Core 6.1 requires the first three outside the request object, too; servers that
  // validate the request before they read the object require the others.
  private static final List<String> OUTSIDE =
      List.of(
          "response_type",
          "client_id",
          "scope",
          "redirect_uri",
          "response_mode",
          LoginHintToken.PARAMETER);

  private RequestObject() {}

  /**
   * Signs the parameters. RFC 9101 section 4: {@code iss} is the client, {@code aud} the server's
   * issuer, and numbers are JSON numbers.
   *
   * @param further parameters that go into the request object only
   */
  static String sign(Form parameters, Map<String, String> further, String issuer, Signer signer) {
    JsonObject claims = new JsonObject();
    parameters.parameters().forEach(claims::put);
    further.forEach(claims::put);
    String maxAge = parameters.get("max_age");
    if (maxAge != null) {
      claims.put("max_age", Long.valueOf(maxAge));
    }
    return signer.sign(claims.put("iss", parameters.get("client_id")).put("aud", issuer));
  }

  /** The request for a server that requires signed requests. */
  static Form alone(Form parameters, String request) {
    Form form = new Form();
    OUTSIDE.forEach(name -> form.with(name, parameters.get(name)));
    return form.withSecrets(parameters.secrets()).withSecret("request", request);
  }

  /**
   * What is sent to a server that wants the request object for a few parameters: some read the
   * others in it, and some beside it.
   */
  static Form beside(Form parameters, String request) {
    return parameters.copy().withSecret("request", request);
  }
}
