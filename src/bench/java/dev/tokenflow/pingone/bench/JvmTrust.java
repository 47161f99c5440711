package dev.tokenflow.pingone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/**
 * Makes this JVM trust a certificate, so that a client needs no option for it: what {@code
 * trustedCertificates} costs can then be measured.
 */
final class JvmTrust {
  private static final String PASSWORD = "changeit";

  private JvmTrust() {}

  static void add(String pemFile) throws IOException {
    Path store = Files.createTempFile("bench-", ".p12");
    store.toFile().deleteOnExit();
    try (InputStream pem = Files.newInputStream(Path.of(pemFile));
        OutputStream out = Files.newOutputStream(store)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      trusted.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
  }
}
