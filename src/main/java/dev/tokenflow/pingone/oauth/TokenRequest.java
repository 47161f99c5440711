package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;

/** The token request (RFC 6749 sections 4.1.3, 4.4.2 and 6). */
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

  /**
   * Refreshes tokens (RFC 6749 section 6).
   *
   * @param scope fewer scopes than were granted, or null for all of them
   */
  static Form refreshToken(String refreshToken, String scope) {
    return new Form()
        .with("grant_type", "refresh_token")
        .with("refresh_token", refreshToken)
        .with("scope", scope);
  }

  /**
   * Asks for tokens of the application itself (RFC 6749 section 4.4.2).
   *
   * @param scope or null
   */
  static Form clientCredentials(String scope) {
    return new Form().with("grant_type", "client_credentials").with("scope", scope);
  }
}
