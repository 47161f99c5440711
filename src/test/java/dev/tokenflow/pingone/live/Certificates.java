package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate for 127.0.0.1, made for one test.
 *
 * @param key the private key, PEM
 * @param certificate the certificate, PEM
 */
record Certificates(Path key, Path certificate) {
  private static final String PASSWORD = "changeit";

  static Certificates makeIn(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    return makeIn(folder, "ip:127.0.0.1");
  }

  /** The same for another host, such as {@code dns:other.test}. */
  static Certificates makeIn(Path folder, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("made.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=sandbox",
            "-ext",
            "san=" + host,
            "-alias",
            "own",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD);
    assertEquals(
        0,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Certificates(
        pem(folder, "PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded()),
        pem(folder, "CERTIFICATE", keys.getCertificate("own").getEncoded()));
  }

  private static Path pem(Path folder, String kind, byte[] bytes) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
