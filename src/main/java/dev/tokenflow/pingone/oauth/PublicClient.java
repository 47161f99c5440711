package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;

/** {@code none}: a client that only names itself (RFC 6749 section 3.2.1). */
public record PublicClient(String clientId) implements ClientAuthentication {

  /** RFC 7662 section 2.1 and RFC 6749 section 4.4 require a client that authenticates. */
  @Override
  public boolean permits(RequestKind kind) {
    return kind != RequestKind.INTROSPECT && kind != RequestKind.CLIENT_CREDENTIALS;
  }

  @Override
  public Authenticated authenticate(Form form, String endpoint) {
    return new Authenticated(form.copy().with("client_id", clientId), null);
  }
}
