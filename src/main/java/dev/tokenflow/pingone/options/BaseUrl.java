package dev.tokenflow.pingone.options;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A base URL, in any spelling. {@code java.net.URI} is the judge, as what sends requests uses it
 * too; where it rejects a host without a reason, this finds the reason.
 */
final class BaseUrl {
  private static final int MAX_PORT = 65_535;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?<host>\\[[^\\]]*]|[^:]*)(?::(?<port>.*))?", Pattern.DOTALL);

  private BaseUrl() {}

  /** Whether this is an https URL without query and fragment, or http to a loopback host. */
  static boolean isValid(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && !uri.getHost().endsWith(".")
          && uri.getPort() != 0
          && uri.getPort() <= MAX_PORT
          && isAscii(text)
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost())));
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }

  /** The normal form of a valid one (RFC 3986 section 6.2), without a slash at its end. */
  static String normalize(String text) {
    URI uri = URI.create(text);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isDefaultPort =
        uri.getPort() == -1 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + (isDefaultPort ? "" : ":" + uri.getPort())
        + uri.getRawPath().replaceAll("/+$", "");
  }

  /** What is wrong with the host or the port of an invalid one, or null if it is something else. */
  static @Nullable String hostFault(String text) {
    if (text.contains("@")) {
      return null; // what looks like a host may be the beginning of a password
    }
    String authority;
    try {
      authority = new URI(text).getRawAuthority();
    } catch (URISyntaxException notAUri) {
      return null;
    }
    if (authority == null) {
      return null;
    }
    if (authority.matches("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*")) {
      return "an IPv6 address is written in brackets, \"[" + authority + "]\"";
    }
    Matcher parts = HOST_AND_PORT.matcher(authority);
    if (!parts.matches()) {
      return null;
    }
    String port = parts.group("port");
    if (port != null && !port.isEmpty() && !isPort(port)) {
      return "its port \"" + port + "\" is not a number from 1 to " + MAX_PORT;
    }
    return nameFault(parts.group("host"));
  }

  private static @Nullable String nameFault(String host) {
    String named = "its host \"" + host + "\" ";
    if (host.isEmpty()) {
      return "it has no host";
    }
    if (!isAscii(host)) {
      return named + "is not ASCII, write " + punycode(host);
    }
    if (host.contains("_")) {
      return named + "contains an underscore, use a name of letters, digits, \"-\" and \".\"";
    }
    if (host.endsWith(".")) {
      return named + "ends with a dot, write \"" + host.replaceAll("\\.+$", "") + '"';
    }
    return isHost(host) ? null : named + "is neither a host name nor an IP address";
  }

  /**
   * The host in ASCII. It is shown only if it means the same name: the JDK knows IDNA 2003, which
   * turns some letters into others that lead to another domain.
   */
  private static String punycode(String host) {
    String form = "it in punycode (\"xn--…\")";
    try {
      String ascii = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return IDN.toUnicode(ascii).equals(host.toLowerCase(Locale.ROOT)) ? '"' + ascii + '"' : form;
    } catch (IllegalArgumentException notAName) {
      return form;
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isPort(String port) {
    return port.matches("0*[1-9]\\d{0,4}") && Integer.parseInt(port) <= MAX_PORT;
  }

  private static boolean isHost(String host) {
    try {
      return new URI("https://" + host).getHost() != null;
    } catch (URISyntaxException notAHost) {
      return false;
    }
  }

  /** Whether a host of a URL is this machine. Addresses are parsed, names are not looked up. */
  static boolean isLoopback(String host) {
    if (!host.startsWith("[") && !host.matches("[0-9.]+")) {
      return host.equalsIgnoreCase("localhost");
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
