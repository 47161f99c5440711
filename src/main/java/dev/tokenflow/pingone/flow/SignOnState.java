package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.RandomValue;
import java.security.SecureRandom;
import java.util.List;

/**
 * What a flow keeps from its authorization request to its token request. The password is not part
 * of it, so a flow that is held never contains one.
 *
 * @param correlationId the id of the call that began the flow
 * @param username the user who signs on
 * @param scope the requested scopes
 * @param state binds the authorization response to its request (RFC 6749 section 10.12)
 * @param nonce binds the ID token to the request (OpenID Connect Core 3.1.2.1)
 * @param verifier proves at the token endpoint who requested the code (RFC 7636)
 */
record SignOnState(
    String correlationId,
    String username,
    String scope,
    String state,
    String nonce,
    CodeVerifier verifier) {
  private static final int OCTETS = 16;

  /** A new sign-on with fresh random values. */
  static SignOnState begin(
      SignOn signOn, String correlationId, String defaultScope, SecureRandom random) {
    return begin(
        correlationId,
        signOn.username(),
        signOn.scope() == null ? defaultScope : signOn.scope(),
        random);
  }

  /** A sign-on whose user is not known yet. */
  static SignOnState beginAhead(String scope, SecureRandom random) {
    return begin("", "", scope, random);
  }

  private static SignOnState begin(
      String correlationId, String username, String scope, SecureRandom random) {
    return new SignOnState(
        correlationId,
        username,
        scope,
        RandomValue.base64Url(random, OCTETS),
        RandomValue.base64Url(random, OCTETS),
        CodeVerifier.create(random));
  }

  /** One that was begun ahead, with its call and its user. */
  SignOnState takenBy(String callsCorrelationId, String user) {
    return new SignOnState(callsCorrelationId, user, scope, state, nonce, verifier);
  }

  /**
   * The authorization code with the values of its request.
   *
   * @param sent the secrets that were sent before it
   */
  AuthorizationCode code(String value, List<String> sent) {
    return new AuthorizationCode(value, verifier, nonce, scope, sent);
  }

  @Override
  public String toString() {
    return "SignOnState[" + correlationId + "]";
  }
}
