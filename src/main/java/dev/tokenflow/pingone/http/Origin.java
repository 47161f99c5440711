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
   * The path and query of a link, for a request to this origin.
   *
   * @throws IllegalArgumentException if the link is not a URI or leads elsewhere; the message shows
   *     the origin that it leads to, and nothing else of it
   */
  public String requestTarget(String link) {
    // Nearly every link is this plain, and parsing a URI is slow.
    String root = root();
    if (link.startsWith(root) && Unreserved.areAllOf(link.substring(root.length()), "/?=&")) {
      return link.substring(root.length() - 1);
    }
    URI uri;
    try {
      uri = URI.create(link);
    } catch (IllegalArgumentException notAUri) {
      throw new IllegalArgumentException("a link that is not a URI", null);
    }
    if (uri.isAbsolute() || uri.getRawAuthority() != null) {
      Origin other = of(uri);
      if (!other.equals(this) || uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "a link to another origin: " + other + " instead of " + this);
      }
    }
    String path = uri.getRawPath();
    if (path == null || !path.startsWith("/")) {
      throw new IllegalArgumentException("a link without an absolute path");
    }
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** The beginning of a link as usually written: without the default port. */
  private String root() {
    String root = (ssl ? "https://" : "http://") + host;
    return port == defaultPort(ssl) ? root + "/" : root + ":" + port + "/";
  }

  private static int defaultPort(boolean ssl) {
    return ssl ? 443 : 80;
  }

  @Override
  public String toString() {
    return (ssl ? "https://" : "http://") + host + ":" + port;
  }
}
