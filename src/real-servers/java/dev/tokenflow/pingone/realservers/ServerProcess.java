package dev.tokenflow.pingone.realservers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a separate process, whose output goes to a file. */
final class ServerProcess {
  private static final int SHOWN_LINES = 40;

  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  // Stops the server if this JVM is terminated before the tests end.
  private final Thread onExit = new Thread(this::destroy);

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * Starts a server that reports in its output when it is ready.
   *
   * @param log the file for its output
   * @param readiness matches the line of output; {@link #ready()} returns its first group
   */
  static ServerProcess start(ProcessBuilder command, Path log, Pattern readiness)
      throws IOException {
    Files.createDirectories(log.getParent());
    ServerProcess server = new ServerProcess(command.redirectErrorStream(true).start(), log);
    Thread reader = new Thread(() -> server.read(readiness), "output of " + log.getFileName());
    reader.setDaemon(true);
    reader.start();
    return server;
  }

  /** Waits until the server is ready; fails with the end of its output if it does not start. */
  String ready() throws Exception {
    try {
      return ready.get(3, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException notReady) {
      stop();
      throw new AssertionError("the server did not start; " + log + " ends with\n" + tail());
    }
  }

  private void read(Pattern readiness) {
    try (BufferedReader output = process.inputReader();
        var file = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line + "\n");
        file.flush();
        Matcher matcher = readiness.matcher(line);
        if (matcher.find()) {
          ready.complete(matcher.group(1));
        }
      }
    } catch (IOException closed) {
      // The process has ended.
    }
    ready.completeExceptionally(new IllegalStateException("the process ended"));
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void stop() throws InterruptedException {
    destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void destroy() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
