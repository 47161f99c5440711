package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.BadUsageException;
import dev.tokenflow.pingone.cli.cluster.ClusterArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files that make no member are named at the start; openssl makes them. */
@Tag("process")
class ClusterFilesIT {
  @TempDir static Path folder;

  private static ClusterFiles files;
  private static ClusterFiles other;

  @BeforeAll
  static void make() throws Exception {
    files = ClusterFiles.makeIn(folder.resolve("one"));
    other = ClusterFiles.makeIn(folder.resolve("other"));
  }

  private static void read(Path key, Path certificate, Path authority) {
    CommandLine.populateCommand(
            new ClusterArguments(),
            "--cluster-members=127.0.0.1:7800",
            "--cluster-key=" + key,
            "--cluster-cert=" + certificate,
            "--cluster-ca=" + authority)
        .cluster();
  }

  private static void assertRefused(
      Path key, Path certificate, Path authority, String option, String why) {
    String fault =
        assertThrows(BadUsageException.class, () -> read(key, certificate, authority)).getMessage();

    assertTrue(fault.startsWith(option + ": "), fault);
    assertTrue(fault.contains(why), fault);
  }

  @Test
  void acceptsWhatTheDocumentedCommandsMake() {
    assertDoesNotThrow(() -> read(files.key(), files.certificate(), files.authority()));
  }

  @Test
  void refusesKeyOfAnotherCertificate() {
    assertRefused(
        other.key(),
        files.certificate(),
        files.authority(),
        "--cluster-key",
        "is not the key of the certificate in --cluster-cert: " + files.certificate());
  }

  @Test
  void refusesCertificateOfAnotherAuthority() {
    assertRefused(
        other.key(),
        other.certificate(),
        files.authority(),
        "--cluster-cert",
        "is not signed by the CA in --cluster-ca: " + files.authority());
  }

  @Test
  void refusesSelfSignedCertificate() throws Exception {
    assertRefused(
        files.key(),
        files.selfSigned().certificate(),
        files.authority(),
        "--cluster-cert",
        "is not signed by the CA");
  }

  @Test
  void refusesExpiredCertificate() throws Exception {
    assertRefused(
        files.key(),
        files.expired().certificate(),
        files.authority(),
        "--cluster-cert",
        "the certificate of \"CN=member 1\" expired at ");
  }

  @Test
  void refusesCertificateForServersOnly() throws Exception {
    ClusterFiles servers = files.forServersOnly();

    assertRefused(
        servers.key(),
        servers.certificate(),
        files.authority(),
        "--cluster-cert",
        "issue it for serverAuth and clientAuth");
  }

  @Test
  void refusesKeyWithAPassword() throws Exception {
    assertRefused(
        files.encryptedKey(),
        files.certificate(),
        files.authority(),
        "--cluster-key",
        "expected one without a password");
  }

  @Test
  void refusesFilesInEachOthersPlace() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");

    assertRefused(
        files.certificate(),
        files.certificate(),
        files.authority(),
        "--cluster-key",
        "holds no private key");
    assertRefused(
        files.key(), files.key(), files.authority(), "--cluster-cert", "holds no certificate");
    assertRefused(
        files.key(), files.certificate(), files.key(), "--cluster-ca", "holds no certificate");
    assertRefused(files.key(), files.certificate(), empty, "--cluster-ca", "is empty");
  }
}
