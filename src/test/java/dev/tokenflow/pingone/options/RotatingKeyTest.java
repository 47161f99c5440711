package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.options.AssertionOptions.Algorithm;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private key in a {@link RotatingFile}. */
class RotatingKeyTest {
  private final Vertx vertx = Vertx.vertx();
  private long now = Long.MAX_VALUE - 1;
  private Path file;
  private PrivateKey first;
  private RotatingFile<PrivateKey> key;

  @BeforeEach
  void write(@TempDir Path folder) throws Exception {
    file = folder.resolve("key.pem");
    copy("ec-p256-pkcs8");
    first = PemPrivateKey.parse(Files.readAllBytes(file));
    key =
        RotatingFile.ofKey(
            vertx, new ClientKey("key-1", first, file.toString()), Algorithm.ES256, () -> now);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void readsNewKeyOnNextUseAndOffersThePreviousForAMinute() throws Exception {
    assertEquals(first, current());
    assertNull(key.alternativeTo(first), "there was no change");

    writeNewKey();
    PrivateKey second = current();

    assertNotEquals(first, second);
    assertEquals(second, key.alternativeTo(first));
    assertEquals(first, key.alternativeTo(second));
    now += Duration.ofSeconds(60).toNanos();
    assertNull(key.alternativeTo(second));
  }

  @Test
  void keepsKeyAndWarnsOnceIfNewContentCannotBeRight() throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      for (String bad : List.of("rsa-pkcs8", "rsa-pkcs8", "ec-p384-sec1", "encrypted-pkcs8")) {
        copy(bad);
        assertEquals(first, current());
        assertEquals(first, current());
      }
      Files.writeString(file, "");
      assertEquals(first, current());
      Files.delete(file);
      assertEquals(first, current());

      assertEquals(
          List.of(
              "holds an RSA key of 2048 bits, which does not fit ES256",
              "holds an EC key on P-384, which does not fit ES256",
              "holds an encrypted PRIVATE KEY, expected one without a passphrase, which \"openssl"
                  + " pkey\" makes of it"),
          Pattern.compile("The private key in .* stays as it was: the file (.*) now")
              .matcher(log.text())
              .results()
              .map(warning -> warning.group(1))
              .toList());
      assertFalse(log.text().contains("MII"), log::text);
    }
    writeNewKey();
    assertNotEquals(first, current());
  }

  private PrivateKey current() throws Exception {
    return key.current().await(20, TimeUnit.SECONDS);
  }

  private void copy(String name) throws Exception {
    Files.copy(KeyFiles.path(name), file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void writeNewKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }
}
