package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port of a service in this process. */
class ServiceTest {
  private static final JsonObject ALICE =
      new JsonObject().put("username", "alice").put("password", "wonderland");

  @TempDir Path folder;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setMetricsOptions(
                  new MicrometerMetricsOptions()
                      .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
                      .setEnabled(true)));
  private final WebClient browser = WebClient.create(vertx);
  private Service service;
  private HttpServer management;
  private JsonObject configuration;

  @BeforeEach
  void begin() throws IOException {
    Sandbox sandbox =
        await(
            Sandbox.start(
                vertx,
                new SandboxOptions(Map.of("alice", SandboxUser.of("alice", "wonderland")))
                    .setSigningKey(SharedKey.RSA)));
    configuration = sandbox.verticleConfiguration();
    JsonObject jobs = new JsonObject().put("username", "alice").put("lazy", true);
    configuration
        .put(
            "clientSecretFile",
            file("clientSecretFile", (String) configuration.remove("clientSecret")))
        .put(
            "accounts",
            new JsonObject()
                .put(
                    "jobs",
                    jobs.put("passwordFile", file("accounts.jobs.passwordFile", "wonderland"))));
    manage(configuration);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private void manage(JsonObject configuration) {
    service = new Service(vertx, Map.of("pingone", configuration), 1);
    management = service.manage(SocketAddress.inetSocketAddress(0, "127.0.0.1"));
  }

  @AfterEach
  void end() {
    await(vertx.close());
  }

  @Test
  void isReadyOnceItIsDeployed() {
    assertEquals(200, get("/health/live").statusCode());
    assertEquals(503, get("/health/ready").statusCode());

    await(service.start());

    assertEquals(200, get("/health/ready").statusCode());
  }

  @Test
  void isStoppedWhileItStarts() {
    Future<Void> started = service.start();
    Future<Void> stopped = service.stop();

    await(stopped);
    await(started);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clientSecretFile", "accounts.jobs.passwordFile"})
  void isNotReadyWithoutAFile(String key) throws IOException {
    await(service.start());
    Files.delete(folder.resolve(key));

    assertRefuses(key);
  }

  /** It goes on with what it has read. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isReadyWithoutAFileThatIsReadOnce(boolean inItsObject) throws IOException {
    JsonObject proxy =
        new JsonObject()
            .put("host", "127.0.0.1")
            .put("port", 1)
            .put("username", "alice")
            .put("passwordFile", file("proxy", "wonderland"));
    proxy.forEach(field -> configuration.put("proxy." + field.getKey(), field.getValue()));
    if (inItsObject) {
      configuration.fieldNames().removeIf(key -> key.startsWith("proxy."));
      configuration.put("proxy", proxy);
    }
    manage(configuration);
    await(service.start());
    Files.delete(folder.resolve("proxy"));

    assertEquals(200, get("/health/ready").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " padded", "octets that are not UTF-8: \u00E9", "tab\there"})
  void isNotReadyWithASecretThatDeploymentRefuses(String content) throws IOException {
    await(service.start());
    Files.writeString(folder.resolve("clientSecretFile"), content, StandardCharsets.ISO_8859_1);

    assertRefuses("clientSecretFile");
  }

  /** The empty path is as no path. */
  @Test
  void looksAtTheSecretBesideAnEmptyPrivateKeyFile() throws IOException {
    manage(configuration.put("privateKeyFile", ""));
    await(service.start());
    Files.delete(folder.resolve("clientSecretFile"));

    assertRefuses("clientSecretFile");
  }

  /** Of an instance that signs with RS256. */
  @Test
  void isNotReadyWithAPrivateKeyOfAnotherType() throws Exception {
    Path key = serveWithPrivateKey();
    assertEquals(200, get("/health/ready").statusCode());

    writeKey(key, KeyPairGenerator.getInstance("EC").generateKeyPair());

    assertRefuses("privateKeyFile");
  }

  private Path serveWithPrivateKey() throws IOException {
    Path key = folder.resolve("key.pem");
    writeKey(key, SharedKey.RSA);
    manage(
        configuration
            .put("clientAuthentication", "private_key_jwt")
            .put("privateKeyFile", key.toString())
            .put("keyId", "one"));
    await(service.start());
    return key;
  }

  private static void writeKey(Path file, KeyPair pair) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** The secret signs for others beside a private key. */
  @Test
  void looksAtTheSecretBesideAPrivateKey() throws IOException {
    serveWithPrivateKey();
    Files.delete(folder.resolve("clientSecretFile"));

    assertRefuses("clientSecretFile");
  }

  private void assertRefuses(String key) {
    HttpResponse<Buffer> answer = get("/health/ready");
    assertEquals(503, answer.statusCode());
    assertTrue(
        answer.bodyAsString().contains("\"unreadable\":[\"" + key + "\"]"), answer::bodyAsString);
    assertFalse(answer.bodyAsString().contains(folder.toString()), answer::bodyAsString);
  }

  @Test
  void isDegradedButReadyWhileAnAccountHasNoTokens() {
    await(service.start());
    assertEquals(new JsonArray().add("account jobs has no valid tokens"), degraded());

    await(vertx.eventBus().request("pingone.account", new JsonObject().put("account", "jobs")));

    assertEquals(new JsonArray(), degraded());
  }

  @Test
  void showsMetersToPrometheus() {
    await(service.start());
    await(vertx.eventBus().request("pingone.sign-on", ALICE));

    String metrics = get("/metrics").bodyAsString();

    for (String meter :
        new String[] {
          "pingone_calls_seconds_count{address=\"pingone\",error=\"none\",instance=\"1\","
              + "operation=\"sign-on\",outcome=\"tokens\"} 1",
          "pingone_requests_seconds_count{address=\"pingone\",instance=\"1\",status=\"200\","
              + "step=\"credentials\"} 1",
          "pingone_pace{address=\"pingone\",group=\"sign-on\",instance=\"1\"} NaN",
          "vertx_eventbus_handlers"
        }) {
      assertTrue(metrics.contains(meter), () -> meter + " is not in\n" + metrics);
    }
    assertFalse(metrics.contains("alice"), metrics);
  }

  @Test
  void statusPageLoadsNothingFromElsewhere() {
    HttpResponse<Buffer> page = get("/");

    assertEquals(200, page.statusCode());
    assertTrue(page.getHeader("Content-Security-Policy").contains("default-src 'self'"));
    assertFalse(page.bodyAsString().contains("http"), page::bodyAsString);
    assertEquals(200, get("/status.js").statusCode());
    assertEquals(200, get("/status.css").statusCode());
  }

  @Test
  void portInUseIsBadUsage() {
    BadUsageException refused =
        assertThrows(
            BadUsageException.class,
            () ->
                service.manage(
                    SocketAddress.inetSocketAddress(management.actualPort(), "127.0.0.1")));

    assertTrue(refused.getMessage().startsWith("--management: cannot listen at 127.0.0.1:"));
  }

  private JsonArray degraded() {
    return get("/health/ready").bodyAsJsonObject().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals("pingone"))
        .flatMap(check -> check.getJsonArray("checks").stream())
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals("pingone"))
        .map(check -> check.getJsonObject("data").getJsonArray("reasons"))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<Buffer> get(String path) {
    return await(browser.get(management.actualPort(), "127.0.0.1", path).send());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError(late);
    }
  }
}
