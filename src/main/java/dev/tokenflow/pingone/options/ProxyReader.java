package dev.tokenflow.pingone.options;

import dev.tokenflow.pingone.options.ProxySettings.Credentials;
import io.vertx.core.Future;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code proxy}: the name of a choice, or an object. */
record ProxyReader(SecretReader secrets, SystemProxy system) {
  private static final String KEY = "proxy";
  private static final String NONE = "none";
  private static final int HTTPS_PORT = 443;

  /** The proxy, or null if there is none or the configuration has a fault, which is then noted. */
  Future<@Nullable ProxySettings> read(Settings settings) {
    if (settings.hasGroup(KEY)) {
      return configured(settings);
    }
    return Future.succeededFuture(
        NONE.equals(settings.optionalText(KEY)) ? null : ofSystem(settings));
  }

  private @Nullable ProxySettings ofSystem(Settings settings) {
    URI server = URI.create(Endpoints.server(settings));
    try {
      return server.getScheme().equals("https")
          ? system.find(server.getHost(), server.getPort() < 0 ? HTTPS_PORT : server.getPort())
          : null;
    } catch (IllegalArgumentException unusable) {
      settings.fault(
          KEY, unusable.getMessage() + "; or set this key to an object, or to \"" + NONE + '"');
      return null;
    }
  }

  private Future<@Nullable ProxySettings> configured(Settings settings) {
    ProxySettings.Type type = settings.choice("proxy.type", ProxySettings.Type.class);
    String username = settings.optionalText("proxy.username");
    List<String> password =
        settings.given("proxy.password", "proxy.passwordFile", "proxy.passwordEnv");
    if (password.isEmpty()) {
      return Future.succeededFuture(
          proxy(settings, type, username == null ? null : new Credentials(username, "")));
    }
    if (!settings.has("proxy.username")) {
      settings.fault(password.get(0), "is given without proxy.username, expected both or neither");
    }
    if (type == ProxySettings.Type.SOCKS4) {
      settings.fault(password.get(0), "is given for a SOCKS4 proxy, which takes no password");
    }
    return secrets
        .read(settings, "proxy.password", Password::new)
        .map(
            read ->
                username == null || read == null
                    ? null
                    : proxy(settings, type, new Credentials(username, read.value())));
  }

  private static @Nullable ProxySettings proxy(
      Settings settings, ProxySettings.Type type, @Nullable Credentials credentials) {
    String fault = credentials == null ? null : credentials.fault(type);
    if (fault != null) {
      settings.fault(KEY, "its " + fault);
    }
    return settings.faults().isEmpty()
        ? new ProxySettings(
            type,
            settings.text("proxy.host").replaceAll("^\\[|]$", ""),
            settings.integer("proxy.port"),
            credentials,
            DirectHosts.NONE)
        : null;
  }
}
