package dev.tokenflow.pingone.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.options.RotatingFile.Content;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret in a {@link RotatingFile}. */
class RotatingSecretTest {
  private final Vertx vertx = Vertx.vertx();
  private long now = Long.MAX_VALUE - 1;
  private Path file;
  private RotatingFile<String> secret;

  @BeforeEach
  void write(@TempDir Path folder) throws IOException {
    file = Files.writeString(folder.resolve("secret"), "first\n");
    secret = RotatingFile.ofSecret(vertx, "first", file.toString(), () -> now);
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void readsNewSecretOnNextUse() throws Exception {
    assertEquals("first", current());

    Files.writeString(file, "second\r\n");

    assertEquals("second", current());
  }

  @Test
  void offersPreviousSecretForAMinuteAfterChange() throws Exception {
    assertNull(secret.alternativeTo("first"), "there was no change");

    Files.writeString(file, "second");
    current();

    assertEquals("first", secret.alternativeTo("second"));
    now += Duration.ofSeconds(59).toNanos();
    current();
    assertEquals("first", secret.alternativeTo("second"));
    now += Duration.ofSeconds(1).toNanos();
    assertNull(secret.alternativeTo("second"));
  }

  @Test
  void offersSuccessorOfRefusedSecret() throws Exception {
    Files.writeString(file, "second");
    current();

    assertEquals("second", secret.alternativeTo("first"));
  }

  /** A refusal of a secret that has long been in use had another cause. */
  @Test
  void offersPreviousSecretThatWasRefusedWhenItWasOld() throws Exception {
    assertNull(secret.alternativeTo("first"));
    Files.writeString(file, "second");
    current();
    assertEquals("first", secret.alternativeTo("second"));

    now += Duration.ofSeconds(60).toNanos();
    assertNull(secret.alternativeTo("second"));
    Files.writeString(file, "third");
    current();

    assertEquals("second", secret.alternativeTo("third"));
  }

  /** A new one that was refused may be half written. */
  @Test
  void offersNoPreviousSecretThatWasRefusedWhenItWasNew() throws Exception {
    Files.writeString(file, "sec");
    current();
    secret.alternativeTo("sec");
    Files.writeString(file, "second");
    current();

    assertEquals("first", secret.alternativeTo("second"));
  }

  @Test
  void keepsSecretIfFileIsGoneOrEmpty() throws Exception {
    Files.writeString(file, "\n");
    assertEquals("first", current());
    Files.delete(file);
    assertEquals("first", current());

    Files.writeString(file, "second");
    assertEquals("second", current());
  }

  @Test
  void keepsSecretAndWarnsOnceIfNewContentCannotBeRight() throws Exception {
    try (CapturedLog log = CapturedLog.from(Level.WARNING)) {
      for (String content : List.of(" second", "second\nthird", "second\nthird")) {
        Files.writeString(file, content);
        assertEquals("first", current());
        assertEquals("first", current());
      }
      Files.write(file, new byte[] {'s', (byte) 0xE9});
      assertEquals("first", current());
      assertNull(secret.alternativeTo("first"));
      for (int octets : List.of(70_000, 80_000)) {
        Files.writeString(file, "s".repeat(octets));
        assertEquals("first", current());
      }

      assertEquals(
          List.of(
              "begins or ends with a blank",
              "has several lines",
              "is not UTF-8",
              "is larger than 64 KiB"),
          Pattern.compile("stays as it was: the file (.*) now")
              .matcher(log.text())
              .results()
              .map(warning -> warning.group(1))
              .toList());
      assertFalse(log.text().contains("second"), log::text);
    }
    Files.writeString(file, "\uFEFFsecond\n");
    assertEquals("second", current());
  }

  /** As a private key's trial signature would block it. */
  @Test
  void parsesNewContentAwayFromTheEventLoop() throws Exception {
    Future<Boolean> parsedOnEventLoop =
        Future.future(
            parsed ->
                vertx.runOnContext(
                    start ->
                        new RotatingFile<>(
                                vertx,
                                true,
                                file.toString(),
                                content -> new Content<>(Context.isOnEventLoopThread(), null),
                                "thread",
                                () -> now)
                            .current()
                            .onComplete(parsed)));

    assertFalse(parsedOnEventLoop.await(20, TimeUnit.SECONDS));
  }

  @Test
  void neverChangesWithoutFile() throws Exception {
    RotatingFile<String> fixed = RotatingFile.ofSecret(vertx, "s3cret", null);

    assertEquals("s3cret", fixed.current().await(20, TimeUnit.SECONDS));
    assertNull(fixed.alternativeTo("s3cret"));
  }

  private String current() throws TimeoutException {
    return secret.current().await(20, TimeUnit.SECONDS);
  }
}
