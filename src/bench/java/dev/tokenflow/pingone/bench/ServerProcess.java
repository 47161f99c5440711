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
 * A server in a process of its own, which ends with this one: neither its heap nor its threads are
 * among what is measured.
 *
 * @param process the process
 * @param configuration what a verticle needs to use it
 */
record ServerProcess(Process process, JsonObject configuration) implements AutoCloseable {
  static final String READY = "configuration: ";

  /** Starts one; the arguments are those of {@link Bench}'s command {@code server}. */
  static ServerProcess start(List<?> arguments) throws IOException {
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
        return new ServerProcess(process, new JsonObject(line.substring(READY.length())));
      }
    }
    throw new IOException("the server did not start");
  }

  /** Its port on 127.0.0.1. */
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
