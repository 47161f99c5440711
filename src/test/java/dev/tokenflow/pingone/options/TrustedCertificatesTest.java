package dev.tokenflow.pingone.options;

import static dev.tokenflow.pingone.options.Loading.minimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.net.KeyStoreOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    }
    Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(folder.resolve("one.pem")) + Files.readString(folder.resolve("two.pem")));
  }

  @Test
  void acceptsOnePath() throws Exception {
    KeyStore trusted = trusted(path("one.pem"));

    assertTrusted(trusted, "one");
    assertNull(trusted.getCertificateAlias(certificate("two")));
  }

  @Test
  void acceptsArrayOfPaths() throws Exception {
    KeyStore trusted = trusted(new JsonArray().add(path("one.pem")).add(path("two.pem")));

    assertTrusted(trusted, "one");
    assertTrusted(trusted, "two");
  }

  @Test
  void readsAllCertificatesOfFile() throws Exception {
    KeyStore trusted = trusted(path("both.pem"));

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n"
      })
  void rejectsFileWithoutCertificate(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("none.pem"), content);

    assertEquals(
        List.of("trustedCertificates: the file " + file + " holds no PEM certificate"),
        LOADING.faults(minimal().put("trustedCertificates", file.toString())));
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

  private static KeyStore trusted(Object trustedCertificates) throws Exception {
    KeyStoreOptions options =
        (KeyStoreOptions)
            LOADING.load(minimal().put("trustedCertificates", trustedCertificates)).trust();
    KeyStore store = KeyStore.getInstance(options.getType());
    store.load(
        new ByteArrayInputStream(options.getValue().getBytes()),
        options.getPassword().toCharArray());
    return store;
  }

  private static void assertTrusted(KeyStore trusted, String name) throws Exception {
    assertNotNull(trusted.getCertificateAlias(certificate(name)), name);
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
