package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.documentation.Command;
import dev.tokenflow.pingone.documentation.Page;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands of the app jar that the pages name are accepted, and those for help run. */
@Timeout(120)
class DocumentedCommandsTest {

  static List<Command> all() {
    return Page.blocks("sh").stream()
        .flatMap(block -> block.commands().stream())
        .filter(Command::isApp)
        .toList();
  }

  static List<Command> help() {
    return all().stream()
        .filter(command -> List.of(command.appArguments()).contains("--help"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isAcceptedAndItsFilesExist(Command command) {
    CommandLine.ParseResult parsed =
        assertDoesNotThrow(
            () -> Main.commandLine().parseArgs(command.appArguments()), command::toString);

    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    if (parsed.hasMatchedOption("--conf")) {
      String conf = parsed.matchedOption("--conf").stringValues().get(0);
      assertTrue(Files.exists(Path.of(conf)), command::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("help")
  void showsItsHelp(Command command) {
    CommandRun run = CommandRun.of(command.appArguments());

    assertEquals(0, run.exitCode(), () -> command + ": " + run.err());
  }

  /** {@code conf/sandbox.json} is the configuration that the sandbox prints for itself. */
  @Test
  void sandboxIsTheOneThatItsConfigurationNames() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    StringWriter out =
        new StringWriter() {
          @Override
          public void flush() {
            printed.countDown();
          }
        };
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    Thread sandbox =
        new Thread(
            () ->
                ended.complete(
                    Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("sandbox", "--port", "0")));
    sandbox.start();
    assertTrue(printed.await(60, TimeUnit.SECONDS));
    sandbox.interrupt();
    ended.get(60, TimeUnit.SECONDS);

    String text = out.toString();
    JsonObject own = new JsonObject(text.substring(text.indexOf('{'), text.indexOf('}') + 1));
    JsonObject documented = withoutComments(Path.of("conf/sandbox.json"));
    assertEquals(
        documented.getString("baseUrl"), own.getString("baseUrl").replaceFirst(":\\d+/", ":8440/"));
    assertEquals(withoutBaseUrl(documented), withoutBaseUrl(own));
  }

  private static JsonObject withoutComments(Path file) throws IOException {
    return new JsonObject(Files.readString(file).replaceAll("(?m)^\\s*//.*$", ""));
  }

  private static JsonObject withoutBaseUrl(JsonObject configuration) {
    configuration.remove("baseUrl");
    configuration.remove("$schema");
    return configuration;
  }
}
