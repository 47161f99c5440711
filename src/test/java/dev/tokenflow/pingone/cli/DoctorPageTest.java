package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.documentation.Page;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page about the doctor shows is what it prints. */
@Timeout(60)
class DoctorPageTest {
  private static Vertx vertx;
  private static JsonObject sandbox;

  @TempDir Path folder;

  @BeforeAll
  static void startSandbox() throws Exception {
    // A cold JVM beside other tests: its first requests load many classes.
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    SandboxOptions options =
        new SandboxOptions(SandboxUser.numbered(1)).setSigningKey(SharedKey.RSA);
    sandbox = Sandbox.start(vertx, options).await(30, TimeUnit.SECONDS).verticleConfiguration();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void printsTheSampleWithoutFaults() throws IOException {
    assertEquals(sample(0), printed(sandbox));
  }

  @Test
  void printsTheSampleWithFaults() throws IOException {
    JsonObject wrong =
        sandbox
            .copy()
            .put("clientSecret", "another-secret-that-is-long-enough-to-sign")
            .put("scope", "openid orders p1:reset:user");

    String printed = printed(wrong);
    assertTrue(printed.endsWith(sample(1)), printed);
  }

  private static String sample(int number) {
    List<Page.Block> samples =
        Page.blocks("text").stream().filter(block -> block.file().endsWith("doctor.md")).toList();
    return samples.get(number).text();
  }

  /** The output, as it is for the sandbox at its usual port. */
  private String printed(JsonObject conf) throws IOException {
    Path file = Files.writeString(folder.resolve("conf.json"), conf.encode());
    return CommandRun.of("doctor", "--conf", file.toString())
        .out()
        .replaceFirst(
            "(configuration  )\\S+\\s+for\\s+", "$1conf/sandbox.json for\n" + " ".repeat(24))
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:8440")
        .stripTrailing();
  }
}
