package dev.tokenflow.pingone.options;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The proxy between this client and PingOne.
 *
 * @param type the protocol that it speaks
 * @param host its name, or its IP address without brackets
 * @param port its port
 * @param credentials how to log in to it, or null if that is not needed
 * @param directHosts the hosts that are reached without it
 */
public record ProxySettings(
    Type type, String host, int port, @Nullable Credentials credentials, DirectHosts directHosts) {

  /** The protocol of a proxy. */
  public enum Type {
    /** HTTP CONNECT (RFC 9110 section 9.3.6). */
    HTTP,
    /** SOCKS 4a, where the proxy looks up names. */
    SOCKS4,
    /** RFC 1928. */
    SOCKS5
  }

  /**
   * User name and password at a proxy.
   *
   * @param password empty at a SOCKS4 proxy, which knows none; never shown by {@link #toString()}
   */
  public record Credentials(String username, String password) {
    private static final int MAX_SOCKS_OCTETS = 255;

    /** Why a proxy of this type cannot be sent them, or null if it can. */
    @Nullable String fault(Type type) {
      if ((username + password).chars().anyMatch(Character::isISOControl)) {
        return "user name or password contains a control character";
      }
      return switch (type) {
        // RFC 7617 section 2: the first colon ends the user name.
        case HTTP -> username.contains(":") ? "user name contains a colon" : null;
        // RFC 1929 section 2 counts octets, and Netty writes nothing but ASCII.
        case SOCKS4, SOCKS5 ->
            isSocks(username) && isSocks(password)
                ? null
                : "user name or password is not ASCII, or longer than "
                    + MAX_SOCKS_OCTETS
                    + " characters";
      };
    }

    private static boolean isSocks(String text) {
      return text.length() <= MAX_SOCKS_OCTETS
          && StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    @Override
    public String toString() {
      return "Credentials[***]";
    }
  }

  /** Whether connections to a host go through it. Those to a loopback host never do. */
  public boolean isUsedFor(String target, int targetPort) {
    return !BaseUrl.isLoopback(target) && !directHosts.contain(target, targetPort);
  }

  /** Host and port, as they stand in a URL. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
