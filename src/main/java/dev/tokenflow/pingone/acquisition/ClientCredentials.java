package dev.tokenflow.pingone.acquisition;

/**
 * Tokens for the application itself, without a user (RFC 6749 section 4.4).
 *
 * @param scope the scopes, separated by spaces, or null for those that PingOne grants by itself
 * @param correlationId an id for logs and support, or null to have one made
 */
public record ClientCredentials(String scope, String correlationId) {

  /** Tokens for these scopes, or, where that is null, for those that PingOne grants by itself. */
  public static ClientCredentials of(String scope) {
    return new ClientCredentials(scope, null);
  }

  /** The same under an id of the caller's. */
  public ClientCredentials withCorrelationId(String id) {
    return new ClientCredentials(scope, id);
  }
}
