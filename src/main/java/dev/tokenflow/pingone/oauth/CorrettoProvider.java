package dev.tokenflow.pingone.oauth;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Corretto Crypto Provider, which verifies an RS256 signature in half the time of the JDK's
 * provider, and that is most of what an ID token costs. It is used where it is, for nothing else,
 * and the JVM's own order of providers stays as it is.
 */
final class CorrettoProvider {
  private static final String NAME = "AmazonCorrettoCryptoProvider";
  private static final String TYPE = "com.amazon.corretto.crypto.provider." + NAME;

  private CorrettoProvider() {}

  /**
   * The provider, or null where it is neither installed nor on the class path or module path, or
   * does not run on this machine. Loading its native library takes time: call it on a worker
   * thread.
   */
  static @Nullable Provider find() {
    try {
      Provider installed = Security.getProvider(NAME);
      Provider found = installed == null ? onThePath() : installed;
      if (found != null) {
        Signature.getInstance("SHA256withRSA", found);
      }
      return found;
    } catch (NoSuchAlgorithmException | ServiceConfigurationError | LinkageError doesNotRun) {
      return null;
    }
  }

  private static @Nullable Provider onThePath() {
    return ServiceLoader.load(Provider.class, CorrettoProvider.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().equals(TYPE))
        .findFirst()
        .map(ServiceLoader.Provider::get)
        .orElse(null);
  }
}
