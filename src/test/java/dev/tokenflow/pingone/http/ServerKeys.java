package dev.tokenflow.pingone.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.List;

/** A key and a certificate for 127.0.0.1, made for one test class. */
final class ServerKeys {
  private ServerKeys() {}

  /** For the server as its key, for the client as the one certificate that it trusts. */
  static PfxOptions makeIn(Path folder) throws Exception {
    String store = folder.resolve("server.p12").toString();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=ip:127.0.0.1",
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
