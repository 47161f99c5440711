package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;

/** {@code client_secret_post}: the secret in the body (RFC 6749 section 2.3.1). */
public record ClientSecretPost(String clientId, String secret) implements ClientAuthentication {

  @Override
  public Authenticated authenticate(Form form, String endpoint) {
    return new Authenticated(
        form.copy().with("client_id", clientId).withSecret("client_secret", secret), null);
  }

  @Override
  public String toString() {
    return "ClientSecretPost[***]";
  }
}
