package dev.tokenflow.pingone.bench;

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
 * @param configuration a complete verticle configuration for it
 */
record BenchServer(Process process, JsonObject configuration) implements AutoCloseable {
  static final String READY = "configuration: ";

  /** Starts the server with the arguments of {@link ServerCommand}. */
  static BenchServer start(List<?> arguments) throws IOException {
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
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return new BenchServer(process, new JsonObject(line.substring(READY.length())));
      }
    }
    throw new IOException("the server did not start");
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
