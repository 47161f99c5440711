package dev.tokenflow.pingone.options;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificate authorities from PEM files, in addition to the JVM's own. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /** The trust options, or null if no file is given; a faulty file is noted. */
  static Future<@Nullable TrustOptions> read(Vertx vertx, Settings settings, String key) {
    List<Future<List<Certificate>>> files = new ArrayList<>();
    for (String path : settings.texts(key)) {
      files.add(
          NamedFile.read(vertx, path, NamedFile.CERTIFICATES_LIMIT)
              .compose(pem -> vertx.executeBlocking(() -> PemCertificates.parse(pem.getBytes())))
              .otherwise(
                  unusable -> {
                    settings.fault(key, "the file " + path + " " + unusable.getMessage());
                    return List.of();
                  }));
    }
    if (files.isEmpty()) {
      return Future.succeededFuture();
    }
    return Future.all(files)
        .compose(
            all ->
                vertx.executeBlocking(
                    () ->
                        inAdditionToTheJvms(
                            files.stream().flatMap(file -> file.result().stream()).toList())));
  }

  /**
   * Trusts the JVM's own certificates and these. It reads the former from disk, so it must not run
   * on an event loop.
   */
  private static TrustOptions inAdditionToTheJvms(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate own : acceptedByTheJvm()) {
      store.setCertificateEntry("jvm-" + number++, own);
    }
    for (Certificate extra : certificates) {
      store.setCertificateEntry("extra-" + number++, extra);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return new LoadedTrust(factory);
  }

  private static List<X509Certificate> acceptedByTheJvm() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }
}
