package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.message.AuthenticationParameters;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.Base64Url;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.RequiredAuthentication;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flow keeps from its authorization request to its token request. The password is not part
 * of it, so a flow that is held never contains one.
 *
 * @param correlationId the id of the call that began the flow
 * @param username the user who signs on, by the name that the caller gave, or null so far
 * @param withoutPassword whether the flow was begun without a password
 * @param scope the requested scopes, or null if they are too long to keep beside the required
 *     {@code acr_values}, which want an ID token in any case
 * @param authentication how the user must have been authenticated
 * @param state binds the authorization response to its request (RFC 6749 section 10.12)
 * @param nonce binds the ID token to the request (OpenID Connect Core 3.1.2.1)
 * @param verifier proves at the token endpoint who requested the code (RFC 7636)
 */
record SignOnState(
    String correlationId,
    @Nullable String username,
    boolean withoutPassword,
    @Nullable String scope,
    RequiredAuthentication authentication,
    String state,
    String nonce,
    CodeVerifier verifier) {
  private static final int OCTETS = 16;
  // Beside cookies (6 KiB), names of links (4 KiB), user name and ids: 16 KiB at most in all.
  private static final int MAX_LISTS = 4 * 1024;

  /**
   * A new sign-on with fresh random values.
   *
   * @param username the user who signs on with a password, or null without one
   * @param scope the scopes that are requested
   */
  static SignOnState begin(
      @Nullable String username,
      AuthenticationParameters parameters,
      String correlationId,
      String scope,
      SecureRandom random) {
    RequiredAuthentication authentication = authentication(parameters);
    return new SignOnState(
        correlationId,
        username,
        username == null,
        fits(scope, authentication.acrValues()) ? scope : null,
        authentication,
        Base64Url.random(random, OCTETS),
        Base64Url.random(random, OCTETS),
        CodeVerifier.create(random));
  }

  private static boolean fits(String scope, @Nullable String acrValues) {
    return acrValues == null || scope.length() + acrValues.length() <= MAX_LISTS;
  }

  private static RequiredAuthentication authentication(AuthenticationParameters parameters) {
    Duration maxAge = parameters.maxAge();
    return parameters.requireAcr() || maxAge != null
        ? new RequiredAuthentication(
            parameters.requireAcr() ? parameters.acrValues() : null,
            maxAge == null ? null : Instant.now().minus(maxAge))
        : RequiredAuthentication.ANY;
  }

  /** One that was begun ahead, with its call and its user. */
  SignOnState takenBy(String callsCorrelationId, String user) {
    return new SignOnState(
        callsCorrelationId, user, false, scope, authentication, state, nonce, verifier);
  }

  /** A copy with the name that the caller gave. */
  SignOnState named(String user) {
    return new SignOnState(
        correlationId, user, withoutPassword, scope, authentication, state, nonce, verifier);
  }

  /**
   * The authorization code with the values of its request.
   *
   * @param sent the secrets that were sent before it
   */
  AuthorizationCode code(String value, List<String> sent) {
    return new AuthorizationCode(value, verifier, nonce, scope, authentication, sent);
  }

  @Override
  public String toString() {
    return "SignOnState[" + correlationId + "]";
  }
}
