package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
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

/** Sign-on over https, with and without HTTP/2. */
class TlsTest {
  @TempDir static Path folder;

  private static Certificates certificates;

  @RegisterExtension final Live live = new Live();

  private final Set<HttpVersion> versions = ConcurrentHashMap.newKeySet();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificates = Certificates.makeIn(folder);
  }

  @ParameterizedTest
  @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
  void trustsExtraCertificatesAndUsesHttp2IfAllowed(boolean http2, HttpVersion version) {
    live.deploy(configuration().put("http2", http2));

    // More concurrent requests than one connection has streams.
    List<Future<JsonObject>> signOns =
        IntStream.range(0, 150).mapToObj(number -> live.signOnAlice()).toList();
    await(Future.all(signOns));

    assertEquals(Set.of(version), versions);
  }

  @Test
  void signOnUsesTheConnectionOfTheDeployment() {
    live.deploy(configuration());
    assertEquals(1, connections.size());

    await(live.signOnAlice());
    assertEquals(Set.of(HttpVersion.HTTP_2), versions);
    assertEquals(1, connections.size());
  }

  @Test
  void rejectsAnUnknownCertificate() {
    JsonObject configuration = configuration();
    configuration.remove("trustedCertificates");
    live.deploy(configuration.put("retry", new JsonObject().put("maxAttempts", 1)));

    assertFails(live.signOnAlice(), 500, "configuration", "authorize");
    assertEquals(Set.of(), versions);
  }

  @Test
  void rejectsACertificateForAnotherHost() {
    JsonObject configuration = configuration();
    live.deploy(
        configuration
            .put("baseUrl", configuration.getString("baseUrl").replace("127.0.0.1", "localhost"))
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    assertFails(live.signOnAlice(), 500, "configuration", "authorize");
    assertEquals(Set.of(), versions);
  }

  private JsonObject configuration() {
    return live.sandbox(
            options()
                .setCertificate(
                    new PemKeyCertOptions()
                        .setKeyPath(certificates.key().toString())
                        .setCertPath(certificates.certificate().toString())),
            request -> {
              versions.add(request.version());
              connections.add(request.connection());
              return false;
            })
        .verticleConfiguration()
        .put("trustedCertificates", new JsonArray().add(certificates.certificate().toString()));
  }
}
