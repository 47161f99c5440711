package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for https that the system names: the JVM by its properties, else the environment.
 *
 * @param property looks up a system property
 * @param variable looks up an environment variable
 */
record SystemProxy(
    Function<String, @Nullable String> property, Function<String, @Nullable String> variable) {
  private static final String PROXY_HOST = "https.proxyHost";
  private static final String PROXY_PORT = "https.proxyPort";
  // The defaults of java.net, and those of the programs that read the variables.
  private static final int JVM_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;
  private static final int MAX_PORT = 65_535;
  // What is before the last @ may hold any character: people do not encode their passwords.
  private static final Pattern URL =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?<user>[^:]*)(?::(?<password>.*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]+)(?::(?<port>\\d{1,5}))?/*",
          Pattern.DOTALL);

  /**
   * The proxy for a host, or null for none.
   *
   * @throws IllegalArgumentException if what names it cannot be used; the message names the source
   *     and shows nothing of its value, which may hold a password
   */
  @Nullable ProxySettings find(String host, int port) {
    String proxyHost = nonEmpty(property.apply(PROXY_HOST));
    if (proxyHost != null) {
      return used(
          DirectHosts.ofNonProxyHosts(property.apply("http.nonProxyHosts")),
          host,
          port,
          direct -> ofProperties(proxyHost, direct));
    }
    String source = firstSet("HTTPS_PROXY", "https_proxy");
    if (source == null) {
      return null;
    }
    String noProxy = firstSet("NO_PROXY", "no_proxy");
    return used(
        DirectHosts.ofNoProxy(noProxy == null ? null : variable.apply(noProxy)),
        host,
        port,
        direct -> ofUrl("the environment variable " + source, value(source), direct));
  }

  /** Does not even parse what names a proxy that this host does not use. */
  private static @Nullable ProxySettings used(
      DirectHosts direct, String host, int port, Function<DirectHosts, ProxySettings> parse) {
    return BaseUrl.isLoopback(host) || direct.contain(host, port) ? null : parse.apply(direct);
  }

  private ProxySettings ofProperties(String host, DirectHosts direct) {
    Matcher bare = URL.matcher(host);
    if (!bare.matches() || !host.equals(bare.group("host"))) {
      throw fault(
          "the system property " + PROXY_HOST,
          "is not a host name or an IP address, without scheme and port");
    }
    String port = nonEmpty(property.apply(PROXY_PORT));
    return new ProxySettings(
        ProxySettings.Type.HTTP,
        withoutBrackets(host),
        port(port, JVM_PORT, "the system property " + PROXY_PORT),
        null,
        direct);
  }

  private static ProxySettings ofUrl(String source, String url, DirectHosts direct) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw fault(source, "is not the URL of a proxy, such as http://proxy.example.com:3128");
    }
    String scheme = parts.group("scheme") == null ? "http" : parts.group("scheme");
    ProxySettings.Type type =
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "http" -> ProxySettings.Type.HTTP;
          case "socks4", "socks4a" -> ProxySettings.Type.SOCKS4;
          case "socks", "socks5", "socks5h" -> ProxySettings.Type.SOCKS5;
          case "https" ->
              throw fault(
                  source,
                  "names a proxy by an https URL, but this client speaks no TLS with a proxy:"
                      + " use its http URL");
          default -> throw fault(source, "is a URL with another scheme than http, socks4, socks5");
        };
    return new ProxySettings(
        type,
        withoutBrackets(parts.group("host")),
        port(parts.group("port"), type == ProxySettings.Type.HTTP ? HTTP_PORT : SOCKS_PORT, source),
        credentials(parts, type, source),
        direct);
  }

  private static @Nullable Credentials credentials(
      Matcher parts, ProxySettings.Type type, String source) {
    String user = nonEmpty(parts.group("user"));
    if (user == null) {
      return null;
    }
    String password = parts.group("password");
    Credentials credentials =
        new Credentials(decode(user), password == null ? "" : decode(password));
    String fault = credentials.fault(type);
    if (fault != null) {
      throw fault(source, "names a proxy whose " + fault);
    }
    return credentials;
  }

  /** Undoes percent-encoding; what is not encoded stays, as in a password with a percent sign. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static int port(@Nullable String text, int byDefault, String source) {
    if (text == null) {
      return byDefault;
    }
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw fault(source, "has a port that is not a number from 1 to " + MAX_PORT);
    }
    return port;
  }

  private @Nullable String firstSet(String... names) {
    return Stream.of(names)
        .filter(name -> nonEmpty(variable.apply(name)) != null)
        .findFirst()
        .orElse(null);
  }

  private String value(String name) {
    String value = nonEmpty(variable.apply(name));
    return value == null ? "" : value;
  }

  private static @Nullable String nonEmpty(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String withoutBrackets(String host) {
    return host.replaceAll("^\\[|]$", "");
  }

  private static IllegalArgumentException fault(String source, String what) {
    return new IllegalArgumentException(source + " " + what);
  }
}
