package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line of {@code doctor}: arguments, output and exit codes. */
@Timeout(60)
class DoctorCommandTest {
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

  /** The user has a password that stands in a variable of every process. */
  @Test
  void signsOnWhomItIsToldToAndNoAccount() throws Exception {
    AtomicInteger submitted = new AtomicInteger();
    SandboxUser alice = SandboxUser.of("alice", System.getenv("PATH"));
    JsonObject account = new JsonObject().put("username", "nobody").put("password", "wrong-one");
    JsonObject conf =
        Sandbox.start(
                vertx,
                new SandboxOptions(Map.of("alice", alice)).setSigningKey(SharedKey.RSA),
                request -> {
                  String type = String.valueOf(request.getHeader("Content-Type"));
                  if (type.contains("usernamePassword.check")) {
                    submitted.incrementAndGet();
                  }
                  return false;
                })
            .await(30, TimeUnit.SECONDS)
            .verticleConfiguration()
            .put("accounts", new JsonObject().put("nightly", account));

    CommandRun run = doctor(conf, "--username", "alice", "--password-env", "PATH");

    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().contains("ok       sign-on        tokens for openid"), run::out);
    assertEquals(1, submitted.get());
  }

  @Test
  void exitsWithZeroIfAllIsWell() throws IOException {
    CommandRun run = doctor(sandbox);

    assertEquals(0, run.exitCode(), run::out);
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("ok       configuration  "), run::out);
    assertTrue(run.out().endsWith("13 checks: 12 ok, 0 failed, 1 skipped\n"), run::out);
  }

  @Test
  void exitsWithOneIfACheckFails() throws IOException {
    CommandRun run = doctor(sandbox.copy().put("redirectUri", "https://elsewhere.example.com/"));

    assertEquals(1, run.exitCode(), run::out);
    assertTrue(run.out().contains("FAILED   redirect URI   POST authorize answered"), run::out);
    assertTrue(run.out().endsWith("1 failed, 4 skipped\n"), run::out);
  }

  @Test
  void linesAreNoLongerThanATerminal() throws IOException {
    CommandRun run = doctor(sandbox.copy().put("scope", "openid nonsense other"));

    run.out()
        .lines()
        .forEach(line -> assertTrue(line.length() <= 80 || !line.strip().contains(" "), line));
  }

  @Test
  void secretsAreNotPrinted() throws IOException {
    String secret = "a-wrong-secret-that-is-long-enough-for-HS256";

    CommandRun run = doctor(sandbox.copy().put("clientSecret", secret));

    assertEquals(1, run.exitCode(), run::out);
    assertFalse((run.out() + run.err()).contains(secret), run::out);
  }

  @Test
  void exitsWithTwoAndAllFaultsOfTheConfiguration() throws IOException {
    CommandRun run = doctor(new JsonObject().put("clientId", 5).put("maxinflight", 1));

    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    for (String fault : List.of("clientId: is 5", "redirectUri: missing", "maxinflight: unknown")) {
      assertTrue(run.err().contains(fault), run::err);
    }
  }

  @Test
  void rejectsAUserWithoutAPasswordAndAPasswordWithoutAUser() throws IOException {
    CommandRun user = doctor(sandbox, "--username", "user-1");
    assertEquals(2, user.exitCode());
    assertTrue(user.err().contains("--password-env is missing"), user::err);

    CommandRun password = doctor(sandbox, "--password-env", "PATH");
    assertEquals(2, password.exitCode());
    assertTrue(password.err().contains("--username is missing"), password::err);

    CommandRun unset = doctor(sandbox, "--username", "user-1", "--password-env", "NOT_SET_7");
    assertEquals(2, unset.exitCode());
    assertTrue(unset.err().contains("the environment variable NOT_SET_7 is not set"), unset::err);
  }

  private CommandRun doctor(JsonObject conf, String... arguments) throws IOException {
    Path file = Files.writeString(folder.resolve("conf.json"), conf.encode());
    List<String> all = new ArrayList<>(List.of("doctor", "--conf", file.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
