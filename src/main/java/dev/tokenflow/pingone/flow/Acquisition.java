package dev.tokenflow.pingone.flow;

import dev.tokenflow.pingone.acquisition.SignOn;
import dev.tokenflow.pingone.http.Deadline;
import dev.tokenflow.pingone.oauth.CodeVerifier;
import dev.tokenflow.pingone.oauth.Unguessable;
import java.security.SecureRandom;

/**
 * What belongs to one acquisition from its beginning to its end, and to no other.
 *
 * @param signOn who signs on
 * @param scope the scopes asked for
 * @param state binds the authorization response to this request
 * @param nonce binds the ID token to this request
 * @param verifier proves at the token endpoint who asked for the code
 * @param deadline by when it has to have ended
 * @param correlationId its id in logs and failures
 */
record Acquisition(
    SignOn signOn,
    String scope,
    String state,
    String nonce,
    CodeVerifier verifier,
    Deadline deadline,
    String correlationId) {
  private static final int OCTETS = 16;

  /** A new one, with fresh values for all that must not be guessed. */
  static Acquisition begin(
      SignOn signOn, String defaultScope, Deadline deadline, SecureRandom random) {
    return new Acquisition(
        signOn,
        signOn.scope() == null ? defaultScope : signOn.scope(),
        Unguessable.string(random, OCTETS),
        Unguessable.string(random, OCTETS),
        CodeVerifier.create(random),
        deadline,
        signOn.correlationId());
  }

  @Override
  public String toString() {
    return "Acquisition[" + correlationId + "]";
  }
}
