package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Client authentication by a signed JWT (RFC 7523 section 2.2): {@code client_secret_jwt} if the
 * signer's key is the client secret, {@code private_key_jwt} if it is a private key. Neither is
 * ever sent.
 *
 * @param clientId the client id
 * @param audience the {@code aud}, or null for the URL of the endpoint
 * @param signer signs the assertions
 */
public record ClientAssertion(String clientId, @Nullable String audience, Signer signer)
    implements ClientAuthentication {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /**
   * {@inheritDoc}
   *
   * <p>{@code client_id} is optional beside an assertion (RFC 7521 section 4.2), but some servers,
   * such as Spring Authorization Server, require it.
   */
  @Override
  public Authenticated authenticate(Form form, String endpoint) {
    return new Authenticated(
        form.copy()
            .with("client_id", clientId)
            .with("client_assertion_type", TYPE)
            .withSecret("client_assertion", sign(endpoint)),
        null);
  }

  /** A fresh assertion with the claims that RFC 7523 section 3 requires. */
  String sign(String endpoint) {
    return signer.sign(
        new JsonObject()
            .put("iss", clientId)
            .put("sub", clientId)
            .put("aud", audience == null ? endpoint : audience));
  }
}
