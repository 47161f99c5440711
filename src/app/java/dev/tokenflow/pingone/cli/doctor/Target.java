package dev.tokenflow.pingone.cli.doctor;

import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.options.ProxySettings;
import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where PingOne is, and how to get there.
 *
 * @param https whether it speaks TLS
 * @param host the host, as in a URL
 * @param port its port
 * @param proxy the proxy on the way, or null without one
 */
record Target(boolean https, String host, int port, @Nullable ProxySettings proxy) {

  static Target of(PingOneOptions options) {
    URI issuer = URI.create(options.endpoints().issuer());
    boolean https = issuer.getScheme().equals("https");
    int port = issuer.getPort() >= 0 ? issuer.getPort() : https ? 443 : 80;
    ProxySettings proxy = options.proxy();
    return new Target(
        https,
        issuer.getHost(),
        port,
        // Only https goes through one: http leads to this machine.
        proxy != null && https && proxy.isUsedFor(issuer.getHost(), port) ? proxy : null);
  }

  String address() {
    return host + ":" + port;
  }

  /** The host without the brackets of an IPv6 address. */
  String name() {
    return host.replaceAll("^\\[|]$", "");
  }

  /** Whether the host is an IP address: there is no name to look up. */
  boolean isAddress() {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  /** The proxy in the terms of Vert.x, or null without one. */
  @Nullable ProxyOptions proxyOptions() {
    if (proxy == null) {
      return null;
    }
    ProxyOptions options =
        new ProxyOptions()
            .setHost(proxy.host())
            .setPort(proxy.port())
            .setType(ProxyType.valueOf(proxy.type().name()));
    Credentials credentials = proxy.credentials();
    return credentials == null
        ? options
        : options.setUsername(credentials.username()).setPassword(credentials.password());
  }
}
