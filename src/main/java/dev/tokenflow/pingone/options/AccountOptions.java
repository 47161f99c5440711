package dev.tokenflow.pingone.options;

import org.jspecify.annotations.Nullable;

/**
 * An account whose tokens are kept fresh.
 *
 * @param name the name by which callers ask for it
 * @param grant how its tokens are acquired
 * @param scope the scopes, separated by spaces, or null for the grant's own default
 * @param lazy whether it is acquired on first use, instead of at deployment
 */
public record AccountOptions(String name, Grant grant, @Nullable String scope, boolean lazy) {

  /** How an account's tokens are acquired. */
  public sealed interface Grant permits SignOnGrant, ClientCredentialsGrant {}

  /** By signing a user on. */
  public record SignOnGrant(String username, Password password) implements Grant {}

  /** By the application's own credentials (RFC 6749 section 4.4). */
  public record ClientCredentialsGrant() implements Grant {}

  static AccountOptions of(String name, Grant grant, Settings settings) {
    return new AccountOptions(name, grant, settings.optionalText("scope"), settings.flag("lazy"));
  }
}
