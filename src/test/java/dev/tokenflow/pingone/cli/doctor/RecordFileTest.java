package dev.tokenflow.pingone.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.cli.BadUsageException;
import dev.tokenflow.pingone.options.PingOneOptions;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record of an examination of the sandbox. */
@Timeout(120)
class RecordFileTest {
  /** Ids, tokens, codes, times and addresses: nothing of the kind may be recorded. */
  private static final Pattern VALUE =
      Pattern.compile(
          "[0-9a-fA-F]{8}-|[A-Za-z0-9_-]{24,}|\\d{4}-\\d\\d|\\d{5,}|https?://|127\\.0|@");

  @TempDir Path folder;

  private final List<String> submitted = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private JsonObject sandbox;

  @BeforeEach
  void startSandbox() throws Exception {
    // A cold JVM beside other tests: its first requests load many classes.
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    sandbox =
        Sandbox.start(
                vertx,
                new SandboxOptions(SandboxUser.ofEveryPolicy()).setSigningKey(SharedKey.RSA),
                this::count)
            .await(30, TimeUnit.SECONDS)
            .verticleConfiguration();
  }

  private boolean count(HttpServerRequest request) {
    String type = String.valueOf(request.getHeader("Content-Type"));
    if (type.contains("usernamePassword.check")) {
      submitted.add(type);
    }
    return false;
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"pi.flow, false", "query, false", "pi.flow, true"})
  void hasEveryStepOfASignOnAndNoValue(String mode, boolean pushed) throws Exception {
    List<JsonObject> lines =
        record(
            sandbox.put("responseMode", mode).put("pushedAuthorization", pushed),
            new User("password", "wonderland"));

    List<String> steps = lines.stream().map(line -> line.getString("step")).toList();
    for (String step :
        List.of("discovery", "jwks", "token", "authorize", "usernamePassword.check", "resume")) {
      assertTrue(steps.contains(step), steps::toString);
    }
    assertEquals(pushed, steps.contains("par"));
    JsonObject checked = line(lines, "usernamePassword.check");
    assertEquals("string: COMPLETED", checked.getJsonObject("body").getString("status"));
    assertEquals(2, checked.getJsonObject("headers").getJsonArray("set-cookie").size());
    assertEquals("application/json", checked.getJsonObject("headers").getString("content-type"));
    JsonObject tokens =
        lines.stream()
            .filter(line -> "token".equals(line.getString("step")))
            .reduce((first, last) -> last)
            .orElseThrow();
    assertEquals(200, tokens.getInteger("status"));
    assertEquals("string", tokens.getJsonObject("body").getString("access_token"));
    if (mode.equals("query")) {
      JsonObject location = line(lines, "resume").getJsonObject("location");
      assertEquals("to the redirect URI", location.getString("leads"));
      assertEquals("string", location.getJsonObject("parameters").getString("code"));
    }
  }

  @Test
  void hasTheErrorsOfWrongSettings() throws Exception {
    List<JsonObject> lines =
        record(
            sandbox
                .put("clientSecret", "another-secret-that-is-long-enough-to-sign")
                .put("scope", "openid nonsense"),
            null);

    assertEquals(
        "string: invalid_client", line(lines, "token").getJsonObject("body").getString("error"));
    assertEquals(
        "string: INVALID_REQUEST",
        line(lines, "authorize").getJsonObject("body").getString("code"));
    assertEquals(
        new JsonObject().put("check", "scopes").put("verdict", "failed"),
        lines.stream().filter(line -> "scopes".equals(line.getString("check"))).findFirst().get());
  }

  @Test
  void acceptedPasswordIsSentOnceMoreForTheRecordUpToTheNextStep() throws Exception {
    List<JsonObject> lines = record(sandbox, new User("one-time-passcode", "wonderland"));

    assertEquals(2, submitted.size());
    assertEquals(
        "string: OTP_REQUIRED",
        line(lines, "usernamePassword.check").getJsonObject("body").getString("status"));
  }

  @Test
  void wrongPasswordIsSentOnceAndItsFailureRecorded() throws Exception {
    List<JsonObject> lines = record(sandbox, new User("password", "wrong-password"));

    assertEquals(1, submitted.size());
    JsonObject failure = line(lines, "sign-on");
    assertEquals("invalid_credentials", failure.getString("error"));
    assertEquals("[[\"INVALID_VALUE\",\"username\"]]", failure.getJsonArray("details").encode());
  }

  @Test
  void isOfItsOwnerAloneAndNeverOverwritten() throws Exception {
    Path file = folder.resolve("record.jsonl");
    PingOneOptions options = PingOneOptions.load(vertx, sandbox).await(30, TimeUnit.SECONDS);
    RecordFile.create(file, options, null).close();
    String first = Files.readString(file);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    BadUsageException refused =
        assertThrows(BadUsageException.class, () -> RecordFile.create(file, options, null));
    assertTrue(refused.getMessage().contains("exists already"), refused::getMessage);
    assertEquals(first, Files.readString(file));
  }

  @Test
  void reportsAFileThatCannotBeWritten() throws Exception {
    PingOneOptions options = PingOneOptions.load(vertx, sandbox).await(30, TimeUnit.SECONDS);

    BadUsageException refused =
        assertThrows(
            BadUsageException.class,
            () -> RecordFile.create(folder.resolve("absent/record"), options, null));
    assertTrue(refused.getMessage().contains("cannot be written"), refused::getMessage);
  }

  private List<JsonObject> record(JsonObject conf, User user) throws Exception {
    PingOneOptions options = PingOneOptions.load(vertx, conf).await(30, TimeUnit.SECONDS);
    Path file = folder.resolve("record.jsonl");
    try (RecordFile record = RecordFile.create(file, options, user)) {
      new Examination(vertx, options, record, finding -> {}).run(user);
    }
    assertNoValues(file);
    return Files.readAllLines(file).stream().map(JsonObject::new).toList();
  }

  private static void assertNoValues(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      // Long names of discovery's metadata and of headers are no values.
      String names = line.replaceAll("[a-z]+(_[a-z]+)+|[a-z]+([A-Z][a-z]+)+|[A-Z]+(_[A-Z]+)+", "");
      Matcher value = VALUE.matcher(names);
      assertFalse(value.find(), () -> value.group() + " in " + line);
      assertFalse(line.contains("wonderland") || line.contains("wrong-password"), line);
    }
  }

  private static JsonObject line(List<JsonObject> lines, String step) {
    return lines.stream()
        .filter(line -> step.equals(line.getString("step")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(step + " is not in " + lines));
  }
}
