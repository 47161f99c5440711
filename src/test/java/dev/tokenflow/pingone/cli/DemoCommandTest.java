package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo, from the command line to the summary. */
@Timeout(60)
class DemoCommandTest {
  @Test
  void signsEveryUserOnAndPrintsASummary() {
    CommandRun demo = CommandRun.of("demo", "--users", "20", "--concurrency", "5");

    assertEquals(0, demo.exitCode(), demo::err);
    List<String> lines = demo.out().lines().toList();
    assertTrue(lines.contains("20 tokens acquired, 0 failed"), demo::out);
    assertTrue(lines.contains("  20 of 20"), demo::out);
    assertTrue(
        lines.contains("20 received at event bus address pingone.tokens, among them:"), demo::out);
    assertTrue(
        Pattern.compile(
                "in [\\d.]+ s, [\\d,]+ per second; latency p50 [\\d.]+ ms, p95 .* ms, p99 .* ms")
            .matcher(demo.out())
            .find(),
        demo::out);
  }

  @Test
  void showsOnlyTheFirstCharactersOfTokens() {
    CommandRun demo = CommandRun.of("demo", "--users", "2", "--concurrency", "9");

    assertEquals(0, demo.exitCode(), demo::err);
    List<String> tokens = demo.out().lines().filter(line -> line.contains("expires in")).toList();
    assertEquals(2, tokens.size(), demo::out);
    for (String token : tokens) {
      assertTrue(
          token.matches("  user-\\d +sub \\S+ {2}Bearer \\S{4}… \\(\\d+ characters\\) .*"), token);
    }
  }
}
