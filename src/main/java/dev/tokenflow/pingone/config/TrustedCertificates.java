package dev.tokenflow.pingone.config;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The JVM's own certificate authorities and some more. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /** The certificates of a PEM file, at least one. */
  static List<Certificate> parse(Buffer pem) throws GeneralSecurityException {
    List<Certificate> certificates =
        new ArrayList<>(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes())));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in it");
    }
    return certificates;
  }

  /** Trust in the JVM's own and in these; it reads the JVM's from disk, so not on an event loop. */
  static TrustOptions inAdditionToTheJvms(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate own : trustManager(null).getAcceptedIssuers()) {
      store.setCertificateEntry("jvm-" + number++, own);
    }
    for (Certificate extra : certificates) {
      store.setCertificateEntry("extra-" + number++, extra);
    }
    return TrustOptions.wrap(trustManager(store));
  }

  private static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("the JVM has no X.509 trust manager"));
  }
}
