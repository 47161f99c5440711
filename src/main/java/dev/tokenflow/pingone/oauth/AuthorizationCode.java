package dev.tokenflow.pingone.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code (RFC 6749 section 1.3.1), with the values of its authorization request;
 * single use.
 *
 * @param value the code
 * @param verifier proves that the same client requested it (RFC 7636 section 4.5)
 * @param nonce binds the ID token to the authorization request (OpenID Connect Core 3.1.2.1)
 * @param scope the requested scopes, separated by spaces, or null if they were not kept, {@code
 *     openid} among them
 * @param authentication how the user must have been authenticated
 * @param sent the secrets that were sent to get it, which no error may show
 */
public record AuthorizationCode(
    String value,
    CodeVerifier verifier,
    String nonce,
    @Nullable String scope,
    RequiredAuthentication authentication,
    List<String> sent) {

  /** A code for which no secret of this client's was sent. */
  public AuthorizationCode(String value, CodeVerifier verifier, String nonce, String scope) {
    this(value, verifier, nonce, scope, RequiredAuthentication.ANY, List.of());
  }

  /** Whether an ID token was requested. */
  boolean requestsIdToken() {
    return scope == null || AuthorizationRequest.requestsIdToken(scope);
  }

  @Override
  public String toString() {
    return "AuthorizationCode[***, scope=" + scope + "]";
  }
}
