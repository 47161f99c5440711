package dev.tokenflow.pingone.acquisition;

import java.util.Objects;

/**
 * A user who wants to sign on.
 *
 * @param username the user name, as PingOne knows it
 * @param password the password; never shown by {@link #toString()}
 * @param scope the scopes, separated by spaces, or null for the configured ones
 * @param acrValues the sign-on policies to use (OpenID Connect Core 3.1.2.1), separated by spaces,
 *     or null for the application's own
 * @param correlationId an id for logs and support, or null to have one made
 */
public record SignOn(
    String username, String password, String scope, String acrValues, String correlationId) {

  public SignOn {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
  }

  /** A sign-on with the configured scopes and the application's own policy. */
  public static SignOn of(String username, String password) {
    return new SignOn(username, password, null, null, null);
  }

  /** The same sign-on for other scopes. */
  public SignOn withScope(String scopes) {
    return new SignOn(username, password, scopes, acrValues, correlationId);
  }

  /** The same sign-on by other policies. */
  public SignOn withAcrValues(String policies) {
    return new SignOn(username, password, scope, policies, correlationId);
  }

  /** The same sign-on under an id of the caller's. */
  public SignOn withCorrelationId(String id) {
    return new SignOn(username, password, scope, acrValues, id);
  }

  @Override
  public String toString() {
    return "SignOn[username=" + username + ", correlationId=" + correlationId + "]";
  }
}
