package dev.tokenflow.pingone.oauth;

/** Why an ID token is not valid: what was expected and what came, without the token. */
final class InvalidIdTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidIdTokenException(String reason) {
    super(reason, null, false, false);
  }
}
