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

/** A server in a process of its own, whose output goes to a file. */
final class ServerProcess {
  private static final int SHOWN_LINES = 40;

  private final Process process;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  // Where this JVM is ended from outside before the tests have.
  private final Thread onExit = new Thread(this::destroy);

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /**
   * Starts a server, which says in a line of its output that it is ready.
   *
   * @param log where its output goes
   * @param readiness the part of that line whose group is what {@link #ready()} returns
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

  /** What the server said of itself when it was ready; where it is not, the end of its output. */
  String ready() throws Exception {
    try {
      return ready.get(3, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException notReady) {
      end();
      throw new AssertionError("the server did not start, " + log + " ends with\n" + tail());
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
      // Reading ends with the process.
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

  void end() throws InterruptedException {
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
