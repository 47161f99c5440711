package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.message.SignOn;
import dev.tokenflow.pingone.oauth.AuthorizationCode;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.RandomValue;
import java.security.SecureRandom;

/**
 * What belongs to one acquisition from its beginning to its end, and to no other.
 *
 * @param username who signs on
 * @param password the password, until it is submitted; null from then on
 * @param scope the scopes asked for
 * @param acrValues the sign-on policies to use, or null
 * @param state binds the authorization response to this request
 * @param nonce binds the ID token to this request
 * @param verifier proves at the token endpoint who asked for the code
 * @param deadline by when this step of it has to have ended
 * @param correlationId its id in logs and failures
 */
record SignOnState(
    String username,
    String password,
    String scope,
    String acrValues,
    String state,
    String nonce,
    CodeVerifier verifier,
    Deadline deadline,
    String correlationId) {
  private static final int OCTETS = 16;

  /** A new one, with fresh values for all that must not be guessed. */
  static SignOnState begin(
      SignOn signOn,
      String correlationId,
      String defaultScope,
      Deadline deadline,
      SecureRandom random) {
    return new SignOnState(
        signOn.username(),
        signOn.password(),
        signOn.scope() == null ? defaultScope : signOn.scope(),
        signOn.acrValues(),
        RandomValue.base64Url(random, OCTETS),
        RandomValue.base64Url(random, OCTETS),
        CodeVerifier.create(random),
        deadline,
        correlationId);
  }

  /** The same after the password was submitted, which must not happen again. */
  SignOnState withoutPassword() {
    return new SignOnState(
        username, null, scope, acrValues, state, nonce, verifier, deadline, correlationId);
  }

  /** The same, carried on until then. */
  SignOnState until(Deadline later) {
    return new SignOnState(
        username, password, scope, acrValues, state, nonce, verifier, later, correlationId);
  }

  /** The code that came back, with what it was asked for with. */
  AuthorizationCode code(String value) {
    return new AuthorizationCode(value, verifier, nonce, scope);
  }

  @Override
  public String toString() {
    return "SignOnState[" + correlationId + "]";
  }
}
