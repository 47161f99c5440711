package dev.tokenflow.pingone.http;

import dev.tokenflow.pingone.options.ProxySettings;
import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The proxy through which the connections to an origin go. */
record Proxy(ProxySettings settings, Origin origin) {

  /** The proxy on the way to an origin, or null for none. Only https goes through one. */
  static @Nullable Proxy to(Origin origin, @Nullable ProxySettings settings) {
    return settings != null && origin.ssl() && settings.isUsedFor(origin.host(), origin.port())
        ? new Proxy(settings, origin)
        : null;
  }

  /**
   * In the terms of Vert.x.
   *
   * @param connectTimeout the time that the proxy has to connect to the origin
   */
  ProxyOptions options(Duration connectTimeout) {
    ProxyOptions options =
        new ProxyOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setType(ProxyType.valueOf(settings.type().name()))
            .setConnectTimeout(connectTimeout);
    Credentials credentials = settings.credentials();
    return credentials == null
        ? options
        : options.setUsername(credentials.username()).setPassword(credentials.password());
  }

  /** How texts name it: without its credentials. */
  @Override
  public String toString() {
    return "the proxy " + settings.address();
  }
}
