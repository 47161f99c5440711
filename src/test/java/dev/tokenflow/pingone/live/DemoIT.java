package dev.tokenflow.pingone.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.documentation.Command;
import dev.tokenflow.pingone.documentation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo as a process of the runnable jar, with many users and as a page prints it. */
class DemoIT {
  @TempDir Path folder;

  @Test
  @Tag("process")
  void acquiresTokensForTenThousandUsers() throws Exception {
    assertAcquires(10_000, "10,000", Duration.ofMinutes(5));
  }

  @Test
  @Tag("long")
  void acquiresTokensForAHundredThousandUsers() throws Exception {
    assertAcquires(100_000, "100,000", Duration.ofMinutes(30));
  }

  static List<Command> documented() {
    return Page.blocks("sh").stream()
        .flatMap(block -> block.commands().stream())
        .filter(Command::isApp)
        .filter(command -> List.of(command.appArguments()).contains("demo"))
        .toList();
  }

  /** As a page prints it. */
  @ParameterizedTest
  @MethodSource("documented")
  @Tag("process")
  void documentedDemoRuns(Command command) throws Exception {
    run(Duration.ofMinutes(5), command.appArguments());
  }

  private void assertAcquires(int users, String shown, Duration timeout)
      throws IOException, InterruptedException {
    String summary = run(timeout, "demo", "--users", String.valueOf(users), "--concurrency", "256");

    assertTrue(summary.contains(shown + " tokens acquired, 0 failed"), summary);
    assertTrue(summary.contains(shown + " received at event bus address"), summary);
  }

  /** What it printed. */
  private String run(Duration timeout, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process demo =
        new ProcessBuilder(AppJar.command(List.of(), arguments))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(demo.waitFor(timeout.toSeconds(), TimeUnit.SECONDS), "the demo did not end");
    } finally {
      demo.destroyForcibly();
    }

    assertEquals("", Files.readString(errors));
    assertEquals(0, demo.exitValue());
    return Files.readString(output);
  }
}
