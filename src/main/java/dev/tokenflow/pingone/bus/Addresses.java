package dev.tokenflow.pingone.bus;

/**
 * The event bus addresses.
 *
 * @param prefix what they all begin with, {@code pingone} unless configured otherwise
 */
public record Addresses(String prefix) {

  /** Where sign-ons are asked for. */
  public String signOn() {
    return prefix + ".sign-on";
  }

  /** Where refresh tokens are turned into new tokens. */
  public String refresh() {
    return prefix + ".refresh";
  }

  /** Where the application's own tokens are asked for. */
  public String clientCredentials() {
    return prefix + ".client-credentials";
  }

  /** Where the current tokens of an account are asked for. */
  public String account() {
    return prefix + ".account";
  }

  /** Where tokens are introspected. */
  public String introspect() {
    return prefix + ".introspect";
  }

  /** Where tokens are revoked. */
  public String revoke() {
    return prefix + ".revoke";
  }

  /** Where users' claims are asked for. */
  public String userInfo() {
    return prefix + ".userinfo";
  }

  /** Where one instance carries its flows on. */
  public String flow(String instance) {
    return prefix + ".flow." + instance;
  }

  /** Where issued tokens are published. */
  public String tokens() {
    return prefix + ".tokens";
  }

  /** Where failures are published. */
  public String failures() {
    return prefix + ".failures";
  }
}
