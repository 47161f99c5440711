package dev.tokenflow.pingone.examples.login;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What differs from one login back end to the next.
 *
 * @param origin where browsers see these pages, such as {@code https://login.example.com}
 * @param registrationPolicy the sign-on policy that lets people register, or null for no
 *     registration
 * @param passkeyPolicy the sign-on policy that asks for a passkey at once, or null for none
 * @param failuresPerUser how many wrong tries a user name has within {@code window}; best as many
 *     as PingOne's password policy allows, so that a lock tells nobody whether there is such a user
 * @param failuresPerAddress how many an address has; many people may share one
 * @param window how long failures count
 * @param footer below every page
 */
public record LoginOptions(
    String origin,
    @Nullable String registrationPolicy,
    @Nullable String passkeyPolicy,
    int failuresPerUser,
    int failuresPerAddress,
    Duration window,
    Html footer) {

  /**
   * Checks the origin.
   *
   * @throws IllegalArgumentException if it is neither https nor this machine: a browser would not
   *     send the cookies
   */
  public LoginOptions {
    URI uri = URI.create(origin);
    boolean sendsCookies = isHttps(origin) || "localhost".equals(uri.getHost());
    if (uri.getHost() == null || !uri.getRawPath().isEmpty() || !sendsCookies) {
      throw new IllegalArgumentException(
          "origin is \"" + origin + "\", expected https://HOST or http://localhost:PORT");
    }
  }

  /** The limits of PingOne's standard password policy, without registration and passkeys. */
  public static LoginOptions of(String origin) {
    return new LoginOptions(origin, null, null, 5, 100, Duration.ofMinutes(15), Html.NONE);
  }

  /** A copy with these sign-on policies; null leaves the page out. */
  public LoginOptions withPolicies(@Nullable String registration, @Nullable String passkey) {
    return new LoginOptions(
        origin, registration, passkey, failuresPerUser, failuresPerAddress, window, footer);
  }

  /** A copy in which failures count for this long. */
  public LoginOptions withWindow(Duration failuresCount) {
    return new LoginOptions(
        origin,
        registrationPolicy,
        passkeyPolicy,
        failuresPerUser,
        failuresPerAddress,
        failuresCount,
        footer);
  }

  /** A copy with this below every page. */
  public LoginOptions withFooter(Html below) {
    return new LoginOptions(
        origin,
        registrationPolicy,
        passkeyPolicy,
        failuresPerUser,
        failuresPerAddress,
        window,
        below);
  }

  boolean isHttps() {
    return isHttps(origin);
  }

  private static boolean isHttps(String origin) {
    return origin.startsWith("https://");
  }
}
