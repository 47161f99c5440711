package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The serve command in a separate process; a cluster of them has tests of its own. */
@Tag("process")
class ServeIT {
  @TempDir static Path folder;

  @RegisterExtension final Live live = new Live();

  private Process server;

  @AfterEach
  void end() throws InterruptedException {
    if (server != null) {
      server.destroy();
      assertTrue(server.waitFor(20, TimeUnit.SECONDS), "the process did not stop");
    }
  }

  @Test
  void refusesToJoinAClusterWithoutTls() throws Exception {
    serve(List.of(), "--cluster", "--cluster-members", "127.0.0.1:7800");

    assertExitsWithTwo("--cluster-plaintext");
  }

  @Test
  void exitsWithTwoForAnInvalidConfiguration() throws Exception {
    Path conf = folder.resolve("bad.json");
    Files.writeString(conf, "{\"clientId\": 5}");

    start(conf, List.of());

    assertExitsWithTwo("clientId: is 5");
  }

  @Test
  void checksAConfigurationThatComesFromTheEnvironment() throws Exception {
    ProcessBuilder check =
        new ProcessBuilder(AppJar.command(List.of(), "serve", "--check"))
            .redirectError(errors().toFile());
    check.environment().put("PINGONE_BASE_URL", "https://auth.example.com");
    check.environment().put("PINGONE_CLIENT_ID", "the-client");
    check.environment().put("PINGONE_CLIENT_SECRET", "wonderland-and-the-looking-glass");
    check.environment().put("PINGONE_REDIRECT_URI", "https://app.example.com/callback");
    check.environment().put("PINGONE_RETRY_MAX_ATTEMPTS", "7");
    server = check.start();

    String output = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertTrue(server.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, server.exitValue(), () -> output);
    JsonObject effective = new JsonObject(output);
    assertEquals("the-client", effective.getString("clientId"));
    assertEquals(7, effective.getJsonObject("retry").getInteger("maxAttempts"));
    assertEquals("(not shown)", effective.getString("clientSecret"));
  }

  /** The second signal changes nothing, and nothing is deployed after the first. */
  @Test
  void exitsWithZeroWhenItIsStoppedWhileItStarts() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Path conf = folder.resolve("silent.json");
      JsonObject configuration =
          live.sandbox()
              .verticleConfiguration()
              .put("baseUrl", "http://127.0.0.1:" + silent.getLocalPort())
              .put("connectTimeoutMs", 3000);
      Files.writeString(conf, configuration.encode());
      Path next = folder.resolve("next.json");
      Files.writeString(next, configuration.put("address", "next").encode());
      Path output = folder.resolve("output");
      server =
          new ProcessBuilder(
                  AppJar.command(List.of(), "serve", "--conf", conf.toString(), next.toString()))
              .redirectOutput(output.toFile())
              .redirectError(errors().toFile())
              .start();
      silent.accept();
      server.destroy();
      server.destroy();

      assertTrue(server.waitFor(20, TimeUnit.SECONDS));
      String errors = Files.readString(errors());
      assertFalse(errors.contains("Exception"), errors);
      assertEquals(0, server.exitValue(), errors);
      assertEquals("Stopping, when what runs has ended.\nStopped.\n", Files.readString(output));
      silent.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, silent::accept);
    }
  }

  @Test
  void startsWithTheManagementPortWithoutWarnings() throws Exception {
    serve(List.of(), "--management", "0");
    BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
    assertTrue(output.lines().anyMatch(line -> line.startsWith("Stop with")));

    String errors = Files.readString(errors());
    assertFalse(errors.contains("micrometer"), errors);
  }

  private void assertExitsWithTwo(String expected) throws Exception {
    assertTrue(server.waitFor(20, TimeUnit.SECONDS));
    assertEquals(2, server.exitValue());
    String output = Files.readString(errors());
    assertTrue(output.contains(expected), output);
  }

  private static Path errors() {
    return folder.resolve("errors");
  }

  /** Runs {@code serve} against a sandbox and returns the first line of its output. */
  private String serve(List<String> jvm, String... arguments) throws IOException {
    Path conf = folder.resolve("conf.json");
    Files.writeString(conf, live.sandbox().verticleConfiguration().encode());
    return start(conf, jvm, arguments);
  }

  private String start(Path conf, List<String> jvm, String... arguments) throws IOException {
    List<String> command = AppJar.command(jvm, "serve", "--conf", conf.toString());
    command.addAll(List.of(arguments));
    server = new ProcessBuilder(command).redirectError(errors().toFile()).start();
    BufferedReader reader = server.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(reader.readLine());
  }
}
