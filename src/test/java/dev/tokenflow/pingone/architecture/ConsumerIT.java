package dev.tokenflow.pingone.architecture;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.architecture.DependencyList.Dependency;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's program, {@code src/test/consumer}, is compiled and run with the packaged library, the
 * packaged sandbox and the dependencies that a user inherits.
 */
@Tag("release")
class ConsumerIT {
  private static final Path LIBRARY = Path.of("target", "vertx-pingone-tokens.jar");
  private static final Path SANDBOX = Path.of("target", "vertx-pingone-tokens-sandbox.jar");
  private static final Path MODULE = Path.of("src", "test", "consumer", "module-info.java");
  private static final Path MAIN = Path.of("src", "test", "consumer", "consumer", "Main.java");

  /** Both ways of asking, the typed one first over the event bus. */
  private static final String OUTPUT =
      """
      event bus: alice
      typed: alice
      user info: true
      user: alice
      revoked: true
      wrong password: INVALID_CREDENTIALS
      account: alice
      bearer: 200
      typed: alice
      user info: true
      user: alice
      revoked: true
      wrong password: INVALID_CREDENTIALS
      refused: true
      """;

  @TempDir Path folder;

  @Test
  void worksOnTheModulePath() throws Exception {
    Path classes = folder.resolve("classes");
    String path = path(inherited(), LIBRARY, SANDBOX);
    compile("-cp", "", "-p", path, "-d", classes.toString(), MODULE.toString(), MAIN.toString());

    assertEquals(
        OUTPUT, run("-p", classes + File.pathSeparator + path, "-m", "consumer/consumer.Main"));
  }

  @Test
  void worksOnTheClassPath() throws Exception {
    Path classes = folder.resolve("classes");
    String path = path(inherited(), LIBRARY, SANDBOX);
    compile("-cp", path, "-d", classes.toString(), MAIN.toString());

    assertEquals(OUTPUT, run("-cp", classes + File.pathSeparator + path, "consumer.Main"));
  }

  @Test
  void internalPackagesAreNotVisible() throws Exception {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        """
        package consumer;
        class Main { dev.tokenflow.pingone.oauth.CodeVerifier internal; }
        """);

    String errors =
        errorsOf(
            "-cp",
            "",
            "-p",
            path(inherited(), LIBRARY, SANDBOX),
            "-d",
            folder.toString(),
            MODULE.toString(),
            source.toString());

    assertTrue(errors.contains("does not export it"), errors);
  }

  @Test
  void sandboxNeedsOnlyWhatTheLibraryNeeds() throws Exception {
    Path source = folder.resolve("Alone.java");
    Files.writeString(
        source,
        """
        import dev.tokenflow.pingone.sandbox.*;
        class Alone {
          public static void main(String[] args) throws Exception {
            var vertx = io.vertx.core.Vertx.vertx();
            var users = java.util.Map.of("alice", SandboxUser.of("alice", "wonderland"));
            var started = Sandbox.start(vertx, new SandboxOptions(users));
            System.out.println(started.await().baseUrl().startsWith("http://127.0.0.1:"));
            vertx.close().await();
          }
        }
        """);
    String path = path(inherited(), SANDBOX);
    compile("-cp", path, "-d", folder.toString(), source.toString());

    assertEquals("true\n", run("-cp", folder + File.pathSeparator + path, "Alone"));
  }

  /** The dependencies that a user inherits, as Maven resolved them for this build. */
  private static List<Path> inherited() throws IOException {
    List<Path> jars = DependencyList.inherited().stream().map(Dependency::file).toList();
    assertTrue(jars.size() > 10 && jars.stream().allMatch(Files::exists), () -> jars + " exist");
    return jars;
  }

  private static String path(List<Path> inherited, Path... jars) {
    return Stream.concat(Stream.of(jars), inherited.stream())
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  private static void compile(String... arguments) {
    assertEquals("", errorsOf(arguments));
  }

  private static String errorsOf(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--release", "17", "-Xlint:all,-classfile,-requires-automatic,-path", "-Werror"));
    Collections.addAll(all, arguments);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler().run(null, output, output, all.toArray(String[]::new));
    return output.toString(StandardCharsets.UTF_8);
  }

  /** Runs a JVM; its output, to which errors belong. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, arguments);
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program ends");
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output.toPath());
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
