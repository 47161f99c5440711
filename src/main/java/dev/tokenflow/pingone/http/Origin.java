package dev.tokenflow.pingone.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port (RFC 6454): where requests may go.
 *
 * @param ssl whether the scheme is {@code https}
 * @param host the host, in lower case
 * @param port the port, explicit
 */
public record Origin(boolean ssl, String host, int port) {

  /** The origin of an absolute {@code http} or {@code https} URI. */
  public static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean ssl = scheme.equals("https");
    if ((!ssl && !scheme.equals("http")) || uri.getHost() == null) {
      throw new IllegalArgumentException("not an absolute http or https URI");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(ssl);
    return new Origin(ssl, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  /**
   * The path and query of one of the server's URLs, for a request to this origin.
   *
   * @throws IllegalArgumentException if it is at another origin
   */
  public String requestTarget(String url) {
    URI uri = URI.create(url);
    if (!of(uri).equals(this)) {
      throw new IllegalArgumentException(of(uri) + " instead of " + this);
    }
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private static int defaultPort(boolean ssl) {
    return ssl ? 443 : 80;
  }

  @Override
  public String toString() {
    return (ssl ? "https://" : "http://") + host + ":" + port;
  }
}
