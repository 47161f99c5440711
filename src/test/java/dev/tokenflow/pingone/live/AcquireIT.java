package dev.tokenflow.pingone.live;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import dev.tokenflow.pingone.sandbox.SubmittedPasswords;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code acquire} as a process of the runnable jar, which is killed, interrupted and out of disk.
 */
class AcquireIT {
  private static final int CONCURRENCY = 50;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final SubmittedPasswords passwords = new SubmittedPasswords();
  private Path results;
  private Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
    Live.await(vertx.close());
  }

  @Test
  @Tag("process")
  void isKilledTwiceAndResumedWithTenThousandUsers() throws Exception {
    assertSurvivesTwoKills(10_000, Duration.ofMinutes(5));
  }

  @Test
  @Tag("long")
  void isKilledTwiceAndResumedWithAHundredThousandUsers() throws Exception {
    assertSurvivesTwoKills(100_000, Duration.ofMinutes(30));
  }

  private void assertSurvivesTwoKills(int users, Duration timeout) throws Exception {
    start(users);
    Map<String, Integer> submitted = new HashMap<>();

    for (int kill = 1; kill <= 2; kill++) {
      var third = passwords.more(users / 3);
      acquire("--resume");
      third.get(timeout.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      assertSubmittedOncePerRun(submitted);
    }
    acquire("--resume");
    assertEquals(0, exitCode(timeout), output());
    assertSubmittedOncePerRun(submitted);

    assertTrue(output().contains("%,d of %,d users have tokens, 0 failed".formatted(users, users)));
    assertEachHasOneLine(users);
    assertEquals(users, submitted.size());
    int twice = submitted.values().stream().mapToInt(Integer::intValue).sum() - users;
    assertTrue(twice <= 2 * CONCURRENCY, () -> twice + " were signed on again");
  }

  private void assertSubmittedOncePerRun(Map<String, Integer> all) throws Exception {
    passwords.closed().get(60, TimeUnit.SECONDS);
    Map<String, Integer> run = passwords.byUser();
    assertTrue(run.values().stream().allMatch(times -> times == 1));
    run.forEach((user, times) -> all.merge(user, times, Integer::sum));
    passwords.reset();
  }

  /** Nobody is signed on without a line: what is under way ends, and is written. */
  @Test
  @Tag("process")
  void endsInOrderWhenInterrupted() throws Exception {
    start(5_000);
    var some = passwords.more(500);
    acquire();
    some.get(60, TimeUnit.SECONDS);
    process.destroy();

    assertEquals(1, exitCode(Duration.ofMinutes(1)), output());
    assertTrue(output().contains("Stopped: interrupted"), output());
    assertTrue(output().contains("With --resume the next run does"), output());
    assertEquals(passwords.byUser().keySet(), linesByUser().keySet());
    assertTrue(linesByUser().size() < 5_000);
  }

  /** At this rate the second user would be begun in 15 minutes. */
  @Test
  @Tag("process")
  void waitsForTheRateAndEndsAtOnceWhenInterrupted() throws Exception {
    start(10);
    var first = passwords.more(1);
    acquire("--rate", "0.001");
    first.get(60, TimeUnit.SECONDS);
    process.destroy();

    assertEquals(1, exitCode(Duration.ofMinutes(1)), output());
    assertEquals(1, passwords.byUser().size());
    assertEquals(passwords.byUser().keySet(), linesByUser().keySet());
  }

  @Test
  @Tag("process")
  void takesThePasswordFromTheEnvironment() throws Exception {
    start(1);
    Files.writeString(folder.resolve("users.csv"), "username\nuser-1\n");
    acquire(Map.of("COMMON_PASSWORD", "password-1"), "--password-env", "COMMON_PASSWORD");

    assertEquals(0, exitCode(Duration.ofMinutes(1)), output());
    assertEachHasOneLine(1);
  }

  @Test
  @Tag("process")
  void goesOnAfterAFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk.toString()) == 0);
    try {
      int users = 3_000;
      start(users);
      results = disk.resolve("results.jsonl");
      acquire();

      assertEquals(1, exitCode(Duration.ofMinutes(2)), output());
      String stopped = "Stopped: " + results + " cannot be written: No space left on device";
      assertTrue(output().contains(stopped), output());
      // Whole lines only, and who was begun without one is known.
      Map<String, Long> lines = linesByUser();
      int inDoubt = passwords.byUser().size() - lines.size();
      assertTrue(lines.size() > 100 && inDoubt > 0 && inDoubt <= CONCURRENCY, output());
      assertTrue(output().contains(inDoubt + " in doubt, signed on perhaps"), output());

      Map<String, Integer> submitted = new HashMap<>();
      assertSubmittedOncePerRun(submitted);
      assertEquals(0, run("mount", "-o", "remount,size=64m", disk.toString()));
      acquire("--resume");

      assertEquals(0, exitCode(Duration.ofMinutes(2)), output());
      assertSubmittedOncePerRun(submitted);
      assertEachHasOneLine(users);
      int twice = submitted.values().stream().mapToInt(Integer::intValue).sum() - users;
      assertEquals(inDoubt, twice);
    } finally {
      run("umount", disk.toString());
    }
  }

  /** Starts a sandbox, and writes the configuration for it and its users. */
  private void start(int users) throws IOException {
    Map<String, SandboxUser> numbered = SandboxUser.numbered(users);
    Sandbox sandbox =
        Live.await(
            Sandbox.start(
                vertx, new SandboxOptions(numbered).setSigningKey(SharedKey.RSA), passwords));
    Files.writeString(folder.resolve("conf.json"), sandbox.verticleConfiguration().encode());
    results = folder.resolve("results.jsonl");
    try (Writer csv = Files.newBufferedWriter(folder.resolve("users.csv"))) {
      csv.write("username,password\r\n");
      for (SandboxUser user : numbered.values()) {
        csv.write(user.username() + ",\"" + user.password() + "\"\r\n");
      }
    }
  }

  private void acquire(String... arguments) throws IOException {
    acquire(Map.of(), arguments);
  }

  private void acquire(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        AppJar.command(
            List.of("-Xmx256m"),
            "acquire",
            "--conf",
            folder.resolve("conf.json").toString(),
            "--users",
            folder.resolve("users.csv").toString(),
            "--out",
            results.toString(),
            "--concurrency",
            String.valueOf(CONCURRENCY));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(environment);
    process = builder.start();
  }

  private int exitCode(Duration timeout) throws InterruptedException {
    assertTrue(process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS), "acquire did not end");
    return process.exitValue();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void assertEachHasOneLine(int users) throws IOException {
    Map<String, Long> lines = linesByUser();
    assertEquals(SandboxUser.numbered(users).keySet(), lines.keySet());
    assertTrue(lines.values().stream().allMatch(count -> count == 1));
  }

  /** How many lines each user has, all of which have to be whole. */
  private Map<String, Long> linesByUser() throws IOException {
    try (Stream<String> lines = Files.lines(results)) {
      return lines
          .map(line -> new JsonObject(line).getString("username"))
          .collect(groupingBy(user -> user, counting()));
    }
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchCommand) {
      return -1;
    }
  }
}
