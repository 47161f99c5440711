package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;

/** The token request (RFC 6749 section 4.1.3). */
public final class TokenRequest {
  private TokenRequest() {}

  /**
   * Redeems an authorization code.
   *
   * @param redirectUri the same as in the authorization request
   * @param verifier proves that the same client asked for the code (RFC 7636 section 4.5)
   */
  public static Form authorizationCode(String code, String redirectUri, CodeVerifier verifier) {
    return new Form()
        .with("grant_type", "authorization_code")
        .with("code", code)
        .with("redirect_uri", redirectUri)
        .with("code_verifier", verifier.value());
  }
}
