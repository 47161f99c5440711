package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that serves a cluster on loopback. */
final class ServedMember implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  private final Process process;
  private final int port;
  private final List<String> lines = new ArrayList<>();

  private ServedMember(Process process, int port) {
    this.process = process;
    this.port = port;
    Thread reader = new Thread(this::read, "output of member " + port);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a member; it serves when {@link #awaitLine} has found "Stop with Ctrl-C".
   *
   * @param ports of all members, its own first
   */
  static ServedMember start(Path conf, List<Integer> ports, List<String> options)
      throws IOException {
    List<String> command = AppJar.command(List.of(), "serve", "--conf", conf.toString());
    command.addAll(List.of("--cluster", "--cluster-port", ports.get(0).toString()));
    command.addAll(List.of("--cluster-members", addresses(ports)));
    command.addAll(options);
    return run(command, ports.get(0));
  }

  /** The same by its whole command line. */
  static ServedMember run(List<String> command, int port) throws IOException {
    return new ServedMember(new ProcessBuilder(command).redirectErrorStream(true).start(), port);
  }

  static String addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** The first of three free ports in a row. */
  static int freePort() {
    int port = firstFree(0);
    while (firstFree(port + 1) < 0 || firstFree(port + 2) < 0) {
      port = firstFree(0);
    }
    return port;
  }

  /** The port, any free one for 0, or -1 if it is taken. */
  private static int firstFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException | IllegalArgumentException taken) {
      return -1;
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException killed) {
      // That was its last line.
    }
  }

  ServedMember awaitServing() throws InterruptedException {
    awaitLine("Stop with Ctrl-C");
    return this;
  }

  /** Waits until its output has a line that contains this. */
  void awaitLine(String text) throws InterruptedException {
    awaitLines(text, 1);
  }

  void awaitLines(String text, int count) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    synchronized (lines) {
      while (count(text) < count) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertTrue(left > 0, () -> "no " + text + " in\n" + String.join("\n", lines));
        lines.wait(left);
      }
    }
  }

  long count(String text) {
    synchronized (lines) {
      return lines.stream().filter(line -> line.contains(text)).count();
    }
  }

  /** Whether its output has this line after the last of the other ones. */
  boolean lastOf(String line, String... others) {
    String said = output();
    int at = said.lastIndexOf(line);
    return at >= 0 && Stream.of(others).allMatch(other -> said.lastIndexOf(other) < at);
  }

  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Sends STOP, CONT, KILL or TERM. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
  }

  /** Ends it as a machine does that fails. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it as an operator does. */
  @Override
  public void close() {
    try {
      // Not destroy(), which closes its output.
      signal("TERM");
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process did not stop\n" + output());
      }
    } catch (IOException | InterruptedException failed) {
      process.destroyForcibly();
      throw new AssertionError(failed);
    }
  }
}
