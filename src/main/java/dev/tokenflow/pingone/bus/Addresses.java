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
