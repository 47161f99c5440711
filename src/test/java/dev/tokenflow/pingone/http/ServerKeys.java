package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.net.PfxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A key and a certificate, made for one test class. */
final class ServerKeys {
  private ServerKeys() {}

  /** For the server as its key, for the client as the one certificate that it trusts. */
  static PfxOptions makeIn(Path folder) throws Exception {
    return makeIn(folder, "ip:127.0.0.1,dns:two.test");
  }

  /** The same for other hosts, such as {@code dns:other.test}. */
  static PfxOptions makeIn(Path folder, String hosts) throws Exception {
    String store = Files.createTempFile(folder, "server", ".p12").toString();
    Files.delete(Path.of(store));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=" + hosts,
            "-alias",
            "own",
            "-keystore",
            store,
            "-storetype",
            "PKCS12",
            "-storepass",
            "changeit");
    assertEquals(
        0,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor());
    return new PfxOptions().setPath(store).setPassword("changeit");
  }
}
