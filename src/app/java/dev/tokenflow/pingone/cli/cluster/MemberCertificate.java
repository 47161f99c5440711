package dev.tokenflow.pingone.cli.cluster;

import dev.tokenflow.pingone.cli.BadUsageException;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * The files that make a member one of the cluster: they are read and checked once, so that a member
 * with a wrong one does not join at all. Any certificate that the CA signed is a member: TLS
 * between members compares no host names, neither Vert.x's nor JGroups'.
 */
final class MemberCertificate {
  /** The algorithm by which each kind of key proves that it belongs to a certificate. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private final PemKeyCertOptions own;
  private final PemTrustOptions authority;
  private final SSLContext context;

  private MemberCertificate(PemKeyCertOptions own, PemTrustOptions authority, SSLContext context) {
    this.own = own;
    this.authority = authority;
    this.context = context;
  }

  static MemberCertificate read(PemFile key, PemFile certificate, PemFile authority) {
    Vertx vertx = Vertx.vertx();
    try {
      key.requireReadable();
      X509Certificate leaf = certificate.certificates().get(0);
      certificate.certificates().forEach(certificate::requireValid);
      authority.certificates().forEach(authority::requireValid);
      PemKeyCertOptions own =
          new PemKeyCertOptions().setKeyPath(key.path()).setCertPath(certificate.path());
      PemTrustOptions trust = new PemTrustOptions().addCertPath(authority.path());
      KeyManagerFactory keys = keys(vertx, own, key);
      requirePair(keys, leaf, key, certificate);
      TrustManagerFactory authorities = trust.getTrustManagerFactory(vertx);
      new SignedMember(certificate, authority).require(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), authorities.getTrustManagers(), null);
      return new MemberCertificate(own, trust, context);
    } catch (BadUsageException named) {
      throw named;
    } catch (Exception unforeseen) {
      throw new BadUsageException(
          "--cluster-key, --cluster-cert and --cluster-ca cannot be used together: "
              + unforeseen.getMessage());
    } finally {
      vertx.close().await();
    }
  }

  private static KeyManagerFactory keys(Vertx vertx, PemKeyCertOptions own, PemFile key) {
    try {
      return own.getKeyManagerFactory(vertx);
    } catch (Exception notRead) {
      throw key.unusable(
          "holds no private key that can be read, expected one without a password"
              + " (-----BEGIN PRIVATE KEY-----)");
    }
  }

  private static void requirePair(
      KeyManagerFactory keys, X509Certificate leaf, PemFile key, PemFile certificate)
      throws GeneralSecurityException {
    PrivateKey secret = privateKey(keys);
    byte[] probe = {1};
    String algorithm =
        Objects.requireNonNullElse(SIGNATURES.get(secret.getAlgorithm()), secret.getAlgorithm());
    boolean fits = false;
    if (leaf.getPublicKey().getAlgorithm().equals(secret.getAlgorithm())) {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(secret);
      signer.update(probe);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(leaf.getPublicKey());
      verifier.update(probe);
      fits = verifier.verify(signature);
    }
    if (!fits) {
      throw key.unusable(
          "is not the key of the certificate in "
              + certificate
              + ", expected the one that its request was made with");
    }
  }

  private static PrivateKey privateKey(KeyManagerFactory keys) {
    for (KeyManager each : keys.getKeyManagers()) {
      if (each instanceof X509KeyManager manager) {
        for (String kind : new String[] {"RSA", "EC", "EdDSA", "Ed25519", "Ed448"}) {
          String[] aliases = manager.getServerAliases(kind, null);
          if (aliases != null && aliases.length > 0) {
            return Objects.requireNonNull(manager.getPrivateKey(aliases[0]));
          }
        }
      }
    }
    throw new BadUsageException(
        "--cluster-key: the kind of the key is not supported, expected RSA or EC");
  }

  /** For the traffic of JGroups. */
  SSLContext context() {
    return context;
  }

  /** For the event bus: {@code EventBusOptions} trust every certificate unless told otherwise. */
  EventBusOptions protect(EventBusOptions options) {
    return options
        .setSsl(true)
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(own)
        .setTrustOptions(authority);
  }
}
