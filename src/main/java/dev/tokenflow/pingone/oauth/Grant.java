package dev.tokenflow.pingone.oauth;

import dev.tokenflow.pingone.http.Form;
import dev.tokenflow.pingone.http.RequestKind;
import dev.tokenflow.pingone.http.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An authorization grant (RFC 6749 section 1.3): its token request, and what the response must
 * satisfy.
 *
 * @param kind what decides whether the request may be sent again
 * @param form the parameters
 * @param scope the scopes that are granted if the response names none (RFC 6749 section 5.1), or
 *     null if they are not known
 * @param idToken whether the response must have an ID token
 * @param nonce the nonce that the ID token must have, or null
 * @param subject the {@code sub} that the ID token must have, or null
 * @param authentication how the user must have been authenticated
 * @param refreshToken the refresh token that stays valid if the response has none, or null
 */
public record Grant(
    RequestKind kind,
    Form form,
    @Nullable String scope,
    IdToken idToken,
    @Nullable String nonce,
    @Nullable String subject,
    RequiredAuthentication authentication,
    @Nullable String refreshToken) {

  /** What an ID token is to a grant. */
  enum IdToken {
    REQUIRED,
    OPTIONAL,
    IGNORED
  }

  /**
   * Redeems an authorization code (RFC 6749 section 4.1.3).
   *
   * @param redirectUri the same as in the authorization request
   */
  public static Grant authorizationCode(AuthorizationCode code, String redirectUri) {
    return new Grant(
        RequestKind.AUTHORIZATION_CODE,
        new Form()
            .with("grant_type", "authorization_code")
            .withSecret("code", code.value())
            .with("redirect_uri", redirectUri)
            .withSecret("code_verifier", code.verifier().value())
            .withSecrets(code.sent()),
        code.scope(),
        code.requestsIdToken() ? IdToken.REQUIRED : IdToken.OPTIONAL,
        code.nonce(),
        null,
        code.authentication(),
        null);
  }

  /**
   * Refreshes tokens (RFC 6749 section 6). The new ID token is optional and has no nonce (OpenID
   * Connect Core 12.2).
   *
   * @param scope fewer scopes than were granted, or null for all of them
   * @param subject the {@code sub} of the previous ID token, or null if it is not known
   * @param grantedScope the scopes that were granted, or null if they are not known
   */
  public static Grant refreshToken(
      String refreshToken,
      @Nullable String scope,
      @Nullable String subject,
      @Nullable String grantedScope) {
    return new Grant(
        RequestKind.REFRESH_TOKEN,
        new Form()
            .with("grant_type", "refresh_token")
            .withSecret("refresh_token", refreshToken)
            .with("scope", scope),
        grantedScope,
        IdToken.OPTIONAL,
        null,
        subject,
        RequiredAuthentication.ANY,
        refreshToken);
  }

  /**
   * Requests an access token for the client itself (RFC 6749 section 4.4.2), which belongs to no
   * user: an ID token or a refresh token in the response is ignored.
   *
   * @param scope the scopes, or null for the server's default
   */
  public static Grant clientCredentials(@Nullable String scope) {
    return new Grant(
        RequestKind.CLIENT_CREDENTIALS,
        new Form().with("grant_type", "client_credentials").with("scope", scope),
        scope,
        IdToken.IGNORED,
        null,
        null,
        RequiredAuthentication.ANY,
        null);
  }

  /** The token request; {@link TokenResponse} reads the answer. */
  EndpointRequest<Response> request() {
    return EndpointRequest.post(
        kind, ServerMetadata::tokenEndpoint, () -> form, Function.identity());
  }

  @Override
  public String toString() {
    return "Grant[" + kind + ", scope=" + scope + "]";
  }
}
