package dev.tokenflow.pingone.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A self-signed certificate and its key, for one run of the sandbox, or of another server in a
 * test.
 *
 * @param key what the server uses
 * @param file the certificate for clients to trust, PEM
 */
public record SandboxCertificate(KeyCertOptions key, Path file) {
  private static final Duration VALIDITY = Duration.ofDays(365);
  // RFC 5758 section 3.2, RFC 5280 section 4.2.1.6, and X.520's common name.
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = Der.oid("2.5.29.17");
  private static final byte[] COMMON_NAME = Der.oid("2.5.4.3");
  // Context tags of SubjectAltName (RFC 5280 section 4.2.1.6) and of a certificate (section 4.1).
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  /**
   * Makes a key and a certificate. Writes a file, so it must not run on an event loop.
   *
   * @param host the name that clients connect to, beside 127.0.0.1 and localhost
   */
  public static SandboxCertificate make(String host) throws IOException {
    KeyPair pair =
        Crypto.unchecked(
            () -> {
              KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
              generator.initialize(new ECGenParameterSpec("secp256r1"));
              return generator.generateKeyPair();
            });
    String certificate = pem("CERTIFICATE", selfSigned(pair, host));
    Path file = Files.createTempFile("sandbox-", ".pem");
    // A sandbox that is interrupted is not closed.
    file.toFile().deleteOnExit();
    Files.writeString(file, certificate);
    return new SandboxCertificate(
        new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(pem("PRIVATE KEY", pair.getPrivate().getEncoded())))
            .addCertValue(Buffer.buffer(certificate)),
        file);
  }

  /** A certificate of RFC 5280 section 4.1. */
  private static byte[] selfSigned(KeyPair pair, String host) throws IOException {
    Instant now = Instant.now();
    byte[] name =
        Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text("stand-in PingOne server"))));
    byte[] names =
        Der.sequence(
            Der.tagged(
                IP_ADDRESS, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getAddress()),
            Der.tagged(DNS_NAME, "localhost".getBytes(UTF_8)),
            Der.tagged(DNS_NAME, host.getBytes(UTF_8)));
    byte[] toBeSigned =
        Der.sequence(
            Der.tagged(VERSION, Der.integer(BigInteger.TWO)),
            Der.integer(BigInteger.valueOf(now.toEpochMilli())),
            ECDSA_WITH_SHA256,
            name,
            // An hour for clients whose clock is slow.
            Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(VALIDITY))),
            name,
            pair.getPublic().getEncoded(),
            Der.tagged(
                EXTENSIONS,
                Der.sequence(Der.sequence(SUBJECT_ALTERNATIVE_NAME, Der.octets(names)))));
    byte[] signature =
        Crypto.unchecked(
            () -> {
              Signature signer = Signature.getInstance("SHA256withECDSA");
              signer.initSign(pair.getPrivate());
              signer.update(toBeSigned);
              return signer.sign();
            });
    return Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bits(signature));
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  /** Deletes the file; returns whether it was there. */
  public boolean delete() throws IOException {
    return Files.deleteIfExists(file);
  }
}
