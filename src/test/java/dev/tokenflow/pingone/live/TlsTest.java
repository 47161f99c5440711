package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over https, with HTTP/2 or without. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  @RegisterExtension final Live live = new Live();

  private final Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    keytool("-genkeypair", "-keyalg", "RSA", "-dname", "CN=sandbox", "-ext", "san=ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-file", folder.resolve("own.pem").toString());
  }

  @ParameterizedTest
  @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
  void extraCertificatesAreTrustedAndHttp2IsTakenWhereAllowed(boolean http2, HttpVersion version) {
    live.deploy(configuration(folder.resolve("own.pem").toString()).put("http2", http2));

    // More at once than one connection's worth of streams.
    List<Future<JsonObject>> signOns =
        IntStream.range(0, 150).mapToObj(number -> live.signOnAlice()).toList();
    await(Future.all(signOns));

    assertEquals(Set.of(version), versions);
  }

  @Test
  void unknownCertificateIsNotTrusted() {
    JsonObject configuration = configuration(folder.resolve("own.pem").toString());
    configuration.remove("trustedCertificates");
    live.deploy(configuration.put("retry", new JsonObject().put("maxAttempts", 1)));

    assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
    assertEquals(Set.of(), versions);
  }

  @Test
  void certificateForAnotherHostIsNotTrusted() {
    JsonObject configuration = configuration(folder.resolve("own.pem").toString());
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replace("127.0.0.1", "localhost"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    assertFails(live.signOnAlice(), 503, "unavailable", "authorize");
    assertEquals(Set.of(), versions);
  }

  private JsonObject configuration(String pem) {
    return live.sandbox(
            options()
                .setCertificate(
                    new PfxOptions()
                        .setPath(folder.resolve("keys.p12").toString())
                        .setPassword(PASSWORD)),
            request -> {
              versions.add(request.version());
              return false;
            })
        .verticleConfiguration()
        .put("trustedCertificates", new JsonArray().add(pem));
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-alias",
            "own",
            "-keystore",
            folder.resolve("keys.p12").toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
