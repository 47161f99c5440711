package dev.tokenflow.pingone.options;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyStoreOptions;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
  private static final String TYPE = "JKS";
  // It keeps nothing secret: certificates are public, and JKS wants one.
  private static final String PASSWORD = "certificates";

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

  /**
   * Trust in the JVM's own and in these; it reads the JVM's from disk, so not on an event loop. A
   * key store and not {@code TrustOptions.wrap}, which needs SLF4J on the class path (Vert.x
   * 5.0.7).
   */
  static TrustOptions inAdditionToTheJvms(List<Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, null);
    int number = 0;
    for (Certificate own : acceptedByTheJvm()) {
      store.setCertificateEntry("jvm-" + number++, own);
    }
    for (Certificate extra : certificates) {
      store.setCertificateEntry("extra-" + number++, extra);
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    store.store(octets, PASSWORD.toCharArray());
    return new KeyStoreOptions()
        .setType(TYPE)
        .setPassword(PASSWORD)
        .setValue(Buffer.buffer(octets.toByteArray()));
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
