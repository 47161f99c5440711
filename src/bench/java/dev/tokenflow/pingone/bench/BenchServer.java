package dev.tokenflow.pingone.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server in a separate process, so that its heap and threads are not measured. It stops with
 * this process.
 *
 * @param process the process
 * @param tls how to talk to it
 * @param configuration a complete verticle configuration for it; the JVM trusts its certificate
 * @param certificate the file of its certificate, or null without TLS
 */
record BenchServer(Process process, Tls tls, JsonObject configuration, String certificate)
    implements AutoCloseable {
  static final String READY = "configuration: ";

  /** Starts the server with the arguments of {@link ServerCommand}. */
  static BenchServer start(Tls tls, List<?> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--class-path",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                "server"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    if (tls.used()) {
      command.add("--tls");
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return of(process, tls, new JsonObject(line.substring(READY.length())));
      }
    }
    throw new IOException("the server did not start");
  }

  private static BenchServer of(Process process, Tls tls, JsonObject configuration)
      throws IOException {
    String certificate = (String) configuration.remove("trustedCertificates");
    if (certificate != null) {
      JvmTrust.add(certificate);
    }
    return new BenchServer(process, tls, configuration.put("http2", tls.http2()), certificate);
  }

  /** Asks the server something about itself. */
  Future<String> ask(HttpClient client, String path) {
    return client
        .request(HttpMethod.GET, port(), "127.0.0.1", path)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(Buffer::toString);
  }

  /** The server's port on 127.0.0.1. */
  int port() {
    return URI.create(configuration.getString("baseUrl")).getPort();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
