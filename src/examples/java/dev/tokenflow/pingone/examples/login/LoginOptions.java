package dev.tokenflow.pingone.examples.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What differs from one login back end to the next.
 *
 * @param origin where browsers see these pages, such as {@code https://login.example.com}
 * @param registrationPolicy the sign-on policy that lets people register, or null for no
 *     registration
 * @param passkeyPolicy the sign-on policy that asks for a passkey at once, or null for none
 * @param failuresPerUser how many wrong tries a user name has, if none is more than {@code window}
 *     after the one before; best as many as PingOne's password policy allows, so that a lock tells
 *     nobody whether there is such a user
 * @param failuresPerAddress how many an address has; many people may share one
 * @param window how long failures count, and nobody may try after the last; best as long as a lock
 *     of PingOne's password policy
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
   * @throws IllegalArgumentException if no browser would send it so, which it has to equal, or if
   *     it is neither https nor this machine: a browser would not send the cookies
   */
  public LoginOptions {
    if (!origin.equals(asBrowsersSendIt(origin))
        || !(isHttps(origin) || "localhost".equals(URI.create(origin).getHost()))) {
      throw new IllegalArgumentException(
          "origin is \""
              + origin
              + "\", expected https://HOST or http://localhost:PORT, in lower case and without the"
              + " scheme's own port");
    }
  }

  /** RFC 6454 section 6.2; null if it is no origin. */
  private static @Nullable String asBrowsersSendIt(String origin) {
    URI uri;
    try {
      uri = new URI(origin);
    } catch (URISyntaxException malformed) {
      return null;
    }
    String scheme = String.valueOf(uri.getScheme());
    int ownPort = scheme.equals("https") ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == ownPort ? "" : ":" + uri.getPort();
    return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null
        ? scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port
        : null;
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
