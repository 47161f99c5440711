package dev.tokenflow.pingone.cli.cluster;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Asks what the other members will ask.
 *
 * @param certificate the member's
 * @param authority the CA's
 */
record SignedMember(PemFile certificate, PemFile authority) {
  void require(TrustManagerFactory authorities) {
    X509Certificate[] chain = certificate.certificates().toArray(X509Certificate[]::new);
    for (TrustManager each : authorities.getTrustManagers()) {
      if (each instanceof X509TrustManager manager) {
        require(manager, chain);
      }
    }
  }

  /** A member listens, and it connects to others: its certificate has to be good for both. */
  private void require(X509TrustManager manager, X509Certificate[] chain) {
    try {
      manager.checkServerTrusted(chain, "UNKNOWN");
      manager.checkClientTrusted(chain, "UNKNOWN");
    } catch (CertificateException refused) {
      String why = String.valueOf(refused.getMessage());
      throw certificate.unusable(
          why.contains("key usage") || why.contains("KeyUsage")
              ? "cannot be a member's (" + why + "), issue it for serverAuth and clientAuth"
              : "is not signed by the CA in " + authority + ", issue it with that CA");
    }
  }
}
