package dev.tokenflow.pingone.options;

/**
 * An account whose tokens are kept fresh.
 *
 * @param name what it is asked for by
 * @param grant how its tokens are had
 * @param scope the scopes, separated by spaces, or null for the grant's own default
 * @param lazy whether it is first acquired when somebody asks, instead of at once
 */
public record AccountOptions(String name, Grant grant, String scope, boolean lazy) {

  /** How an account's tokens are had. */
  public sealed interface Grant permits SignOnGrant, ClientCredentialsGrant {}

  /** By signing a user on. */
  public record SignOnGrant(String username, Password password) implements Grant {}

  /** By the application's own credentials (RFC 6749 section 4.4). */
  public record ClientCredentialsGrant() implements Grant {}
}
