package dev.tokenflow.pingone.options;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates that are loaded already; equal to itself only.
 *
 * <p>Vert.x hashes the SSL options of a client for every request, as a part of the key of its
 * connection pool. With a key store in the options that costs more than the request. {@code
 * TrustOptions.wrap} would do, but needs SLF4J on the class path (Vert.x 5.0.7).
 */
final class LoadedTrust implements TrustOptions {
  private final TrustManagerFactory factory;

  LoadedTrust(TrustManagerFactory factory) {
    this.factory = factory;
  }

  @Override
  public TrustOptions copy() {
    return this;
  }

  @Override
  public TrustManagerFactory getTrustManagerFactory(Vertx vertx) {
    return factory;
  }

  @Override
  public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
    return serverName -> factory.getTrustManagers();
  }
}
