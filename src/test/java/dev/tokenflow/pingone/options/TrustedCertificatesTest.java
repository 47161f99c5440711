package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Extra certificate authorities, from PEM files. */
class TrustedCertificatesTest {
  @RegisterExtension static final Loading LOADING = new Loading();

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    for (String name : List.of("one", "two")) {
      keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
      keytool(name, "-exportcert", "-rfc", "-file", path(name + ".pem"));
      keytool(name, "-exportcert", "-file", path(name + ".der"));
    }
    Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(folder.resolve("one.pem")) + Files.readString(folder.resolve("two.pem")));
  }

  @Test
  void acceptsOnePath() throws Exception {
    List<Certificate> trusted = trusted(path("one.pem"));

    assertTrusted(trusted, "one");
    assertFalse(trusted.contains(certificate("two")));
  }

  @Test
  void acceptsArrayOfPaths() throws Exception {
    List<Certificate> trusted = trusted(new JsonArray().add(path("one.pem")).add(path("two.pem")));

    assertTrusted(trusted, "one");
    assertTrusted(trusted, "two");
  }

  @Test
  void readsAllCertificatesOfFile() throws Exception {
    List<Certificate> trusted = trusted(path("both.pem"));

    assertTrusted(trusted, "one");
    assertTrusted(trusted, "two");
  }

  @Test
  void keepsJvmsOwnCertificates() throws Exception {
    assertTrue(trusted(path("one.pem")).size() > 1);
  }

  @Test
  void usesJvmsOwnAloneForEmptyArray() throws Exception {
    assertNull(LOADING.load(minimal().put("trustedCertificates", new JsonArray())).trust());
  }

  @Test
  void rejectsMissingFile() {
    assertEquals(
        List.of("trustedCertificates: the file " + path("absent.pem") + " cannot be read"),
        LOADING.faults(minimal().put("trustedCertificates", path("absent.pem"))));
  }

  static Stream<Arguments> filesWithoutCertificate() {
    String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of(" \r\n", "is empty"),
        Arguments.of("no certificate", "holds no PEM certificate"),
        Arguments.of("-----BEGIN", "holds no PEM certificate"),
        Arguments.of(key, "holds PRIVATE KEY, expected CERTIFICATE"),
        Arguments.of(
            key + key.replace("PRIVATE KEY", "CERTIFICATE REQUEST"),
            "holds CERTIFICATE REQUEST and PRIVATE KEY, expected CERTIFICATE"),
        Arguments.of(
            key.replace("PRIVATE KEY", "TRUSTED CERTIFICATE"),
            "holds TRUSTED CERTIFICATE, expected CERTIFICATE"),
        Arguments.of(broken, "is broken at certificate 1"),
        Arguments.of(broken.replace("AAAA", ""), "is broken at certificate 1"),
        Arguments.of(broken.replace("AAAA", "A?A"), "is broken at certificate 1"),
        Arguments.of(
            "-----BEGIN CERTIFICATE-----\nAAAA", "is broken at certificate 1, which has no END"),
        Arguments.of(
            "-----BEGIN CERTIFICATE-----\n" + broken,
            "is broken at certificate 1, which has no END"));
  }

  @ParameterizedTest
  @MethodSource("filesWithoutCertificate")
  void saysWhatAFileHoldsInsteadOfACertificate(String content, String fault) throws IOException {
    Path file = Files.writeString(folder.resolve("none.pem"), content);

    assertEquals(
        List.of("trustedCertificates: the file " + file + " " + fault),
        LOADING.faults(minimal().put("trustedCertificates", file.toString())));
  }

  @Test
  void countsToTheBrokenCertificate() throws IOException {
    String one = Files.readString(folder.resolve("one.pem"));
    Path file =
        Files.writeString(folder.resolve("broken.pem"), one + one.replaceFirst("\nM", "\nN") + one);

    assertEquals(
        List.of("trustedCertificates: the file " + file + " is broken at certificate 2"),
        LOADING.faults(minimal().put("trustedCertificates", file.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one.der", "keys.p12"})
  void rejectsBinaryFile(String name) {
    assertEquals(
        List.of(
            "trustedCertificates: the file "
                + path(name)
                + " is binary (DER or PKCS #12), expected PEM, which openssl can make of it"),
        LOADING.faults(minimal().put("trustedCertificates", path(name))));
  }

  @Test
  void rejectsFileThatIsLargerThanABundle() throws IOException {
    String one = Files.readString(folder.resolve("one.pem"));
    Path file = Files.writeString(folder.resolve("large.pem"), one + "\n".repeat(1024 * 1024));

    assertEquals(
        List.of("trustedCertificates: the file " + file + " is larger than 1024 KiB"),
        LOADING.faults(minimal().put("trustedCertificates", file.toString())));
  }

  @Test
  void rejectsDirectory() {
    assertEquals(
        List.of("trustedCertificates: the file " + folder + " is a directory"),
        LOADING.faults(minimal().put("trustedCertificates", folder.toString())));
  }

  /** As editors and other programs leave it: byte order marks, text around it, a key beside it. */
  @ParameterizedTest
  @CsvSource({"UTF-8, \uFEFF", "UTF-16, ''", "UTF-16LE, \uFEFF", "ISO-8859-1, 'Für uns:\r\n'"})
  void readsCertificateHoweverItsTextIsWritten(Charset charset, String before) throws Exception {
    String one = Files.readString(folder.resolve("one.pem")).replace("\n", "\r\n  ");
    String key = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";
    Path file = Files.writeString(folder.resolve("odd.pem"), before + key + one, charset);

    assertTrusted(trusted(file.toString()), "one");
  }

  @Test
  void reportsEveryFaultyFile() {
    JsonArray files =
        new JsonArray().add(path("absent.pem")).add(path("one.pem")).add(path("gone.pem"));

    assertEquals(
        List.of(
            "trustedCertificates: the file " + path("absent.pem") + " cannot be read",
            "trustedCertificates: the file " + path("gone.pem") + " cannot be read"),
        LOADING.faults(minimal().put("trustedCertificates", files)).stream().sorted().toList());
  }

  @Test
  void rejectsValueThatIsNotPath() {
    String expected = ", expected the path of a PEM file, or an array of them";

    for (Object wrong : List.of(7, new JsonArray().add(7), new JsonArray().add(" "))) {
      assertEquals(
          List.of("trustedCertificates: is " + wrong + expected),
          LOADING.faults(minimal().put("trustedCertificates", wrong)));
    }
  }

  private static List<Certificate> trusted(Object trustedCertificates) throws Exception {
    TrustOptions trust =
        LOADING.load(minimal().put("trustedCertificates", trustedCertificates)).trust();
    // Vert.x hashes them for each request, so they must not depend on what they hold.
    assertSame(trust, trust.copy());
    X509TrustManager manager =
        (X509TrustManager) trust.getTrustManagerFactory(null).getTrustManagers()[0];
    return List.of(manager.getAcceptedIssuers());
  }

  private static void assertTrusted(List<Certificate> trusted, String name) throws Exception {
    assertTrue(trusted.contains(certificate(name)), name);
  }

  private static Certificate certificate(String name) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(
            new ByteArrayInputStream(Files.readAllBytes(folder.resolve(name + ".pem"))));
  }

  private static String path(String file) {
    return folder.resolve(file).toString();
  }

  private static void keytool(String alias, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", alias, "-keystore", path("keys.p12"), "-storepass", "changeit"));
    assertEquals(
        0,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor());
  }
}
