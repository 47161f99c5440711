package dev.tokenflow.pingone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SharedKey;
import dev.tokenflow.pingone.sandbox.SubmittedPasswords;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code acquire} from the command line to the file of results, against the sandbox. */
@Timeout(120)
class AcquireCommandTest {
  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final SubmittedPasswords passwords = new SubmittedPasswords();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void signsOnEachUserOnce(boolean tls) throws Exception {
    start(options -> options.setTls(tls));

    CommandRun run = acquire(numbered(100) + "user-7,password-8\n", "--concurrency", "20");

    assertEquals(0, run.exitCode(), run::err);
    assertTrue(run.out().contains("100 of 100 users have tokens, 0 failed"), run::out);
    assertTrue(run.out().contains("  100 of 100, "), run::out);
    assertFalse(run.out().contains("\u001B") || run.out().contains("\r"), run::out);
    assertEquals(folder.resolve("users.csv") + twice("102", "user-7"), run.err().strip());
    assertEquals(100, results().size());
    for (JsonObject result : results().values()) {
      assertEquals("tokens", result.getString("outcome"));
      assertTrue(result.getString("access_token").length() > 10);
    }
    assertEquals(100, passwords.byUser().size());
    assertTrue(passwords.byUser().values().stream().allMatch(times -> times == 1));
  }

  private static String twice(String line, String user) {
    return " line " + line + ": \"" + user + "\" is in the file already; the first line counts";
  }

  @Test
  void writesALineForEachWhoFails() throws Exception {
    start(Function.identity());

    CommandRun run =
        acquire(
            """
            username,password,scope
            one-time-passcode,wonderland,
            disabled,wonderland,openid
            user-1,wrong,
            user-2,password-2,openid p1:read:user
            """);

    assertEquals(1, run.exitCode(), run::err);
    Map<String, JsonObject> results = results();
    assertEquals(4, results.size());
    JsonObject step = results.get("one-time-passcode");
    assertEquals("action_required", step.getString("outcome"));
    assertEquals("OTP_REQUIRED", step.getString("status"));
    assertFalse(step.containsKey("flow") || step.containsKey("continue_at"), step::encode);
    assertEquals("account_disabled", results.get("disabled").getString("error"));
    assertEquals("openid", results.get("disabled").getString("scope"));
    assertEquals("invalid_credentials", results.get("user-1").getString("error"));
    assertFalse(results.get("user-1").getBoolean("retryable"));
    assertEquals("openid p1:read:user", results.get("user-2").getString("scope"));
    for (String line :
        List.of(
            "1 of 4 users have tokens, 3 failed",
            "  1 x action_required OTP_REQUIRED: one-time-passcode",
            "  1 x account_disabled at credentials: disabled",
            "  1 x invalid_credentials at credentials: user-1",
            "With --resume --retry-failed it does all 3 without tokens.")) {
      assertTrue(run.out().contains(line), run::out);
    }
    assertFalse(run.out().contains("With --resume the next run"), run::out);
  }

  @Test
  void resumesWithThoseWhoHaveNoFinalResult() throws Exception {
    start(
        options ->
            options.setFaults(
                FaultPlan.at(SandboxStep.CREDENTIALS, 2, SandboxFault.RESET_BEFORE_READ)));
    String users = numbered(3) + "disabled,wonderland\n";

    CommandRun first = acquire(users, "--concurrency", "1");

    assertEquals(1, first.exitCode(), first::err);
    assertEquals("unavailable", results().get("user-2").getString("error"));
    assertTrue(first.out().contains("With --resume the next run does 1 of them"), first::out);
    passwords.reset();

    CommandRun refused = acquire(users);
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("out.jsonl exists already; --resume"), refused::err);
    assertEquals(Map.of(), passwords.byUser());

    CommandRun second = acquire(users, "--resume");

    assertEquals(1, second.exitCode(), second::err);
    assertTrue(second.out().contains("kept from before: 2 with tokens, 1 failed"), second::out);
    assertEquals(Map.of("user-2", 1), passwords.byUser());
    assertEquals("tokens", results().get("user-2").getString("outcome"));
    assertEquals(4, results().size());
    passwords.reset();

    CommandRun third = acquire(users, "--resume", "--retry-failed");

    assertEquals(1, third.exitCode(), third::err);
    assertEquals(Map.of("disabled", 1), passwords.byUser());
    assertEquals(4, results().size());
  }

  /** What is for a service would keep this configuration from loading. */
  @Test
  void ignoresWhatIsForAService() throws Exception {
    JsonObject conf = start(Function.identity());
    Files.writeString(
        folder.resolve("conf.json"),
        conf.put("accounts", new JsonObject().put("a", new JsonObject().put("username", "user-1")))
            .put("publish", "dance")
            .put("warmUp", true)
            .put("prefetchFlows", 100)
            .put("maxInFlight", 1)
            .put("maxQueued", 0)
            .encode());

    CommandRun run = acquire(numbered(50));

    assertEquals(0, run.exitCode(), run::err);
    assertEquals(50, passwords.byUser().size());
  }

  @Test
  void endsTheRunAtAFailureThatEveryUserWouldMeet() throws Exception {
    JsonObject conf = start(Function.identity());
    Files.writeString(
        folder.resolve("conf.json"),
        conf.put("clientSecret", "another-secret-that-is-wrong-but-long").encode());

    CommandRun run = acquire(numbered(100), "--concurrency", "4");

    assertEquals(1, run.exitCode(), run::err);
    assertTrue(run.out().contains("Stopped: invalid_client at token, which every user"), run::out);
    assertTrue(passwords.byUser().size() <= 8, () -> "submitted: " + passwords.byUser());
    assertEquals(passwords.byUser().keySet(), results().keySet());
  }

  @Test
  void hasNothingToDoWithoutUsers() throws Exception {
    start(Function.identity());

    CommandRun run = acquire("username,password\n");

    assertEquals(0, run.exitCode(), run::err);
    assertEquals("", Files.readString(folder.resolve("out.jsonl")));
  }

  @Test
  void sendsNoPasswordIfALineIsMalformed() throws Exception {
    start(Function.identity());

    CommandRun run = acquire(numbered(10) + "user-11\n");

    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("\n  line 12: number of fields is 1, expected 2"), run::err);
    assertEquals(Map.of(), passwords.byUser());
    assertFalse(Files.exists(folder.resolve("out.jsonl")));
  }

  @ParameterizedTest
  @CsvSource({
    "--concurrency=0, --concurrency is 0",
    "--concurrency=10001, --concurrency is 10001",
    "--rate=0, --rate is 0.0",
    "--rate=NaN, --rate is NaN",
    "--retry-failed, --retry-failed requires --resume",
    "--password-env=ABSENT_VARIABLE, the environment variable ABSENT_VARIABLE is not set"
  })
  void rejectsBadUsage(String argument, String message) throws IOException {
    Files.writeString(folder.resolve("conf.json"), "{}");

    CommandRun run = acquire("username,password\n", argument);

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains(message), run::err);
  }

  @Test
  void namesFaultsOfTheConfiguration() throws IOException {
    Files.writeString(folder.resolve("conf.json"), "{\"clientId\":5}");

    CommandRun run = acquire("username,password\n");

    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("clientId: is 5"), run::err);
    assertFalse(Files.exists(folder.resolve("out.jsonl")));
  }

  /** Starts a sandbox and writes the configuration for it. */
  private JsonObject start(Function<SandboxOptions, SandboxOptions> change) throws Exception {
    Map<String, SandboxUser> users = new HashMap<>(SandboxUser.numbered(100));
    users.putAll(SandboxUser.ofEveryPolicy());
    SandboxOptions options = new SandboxOptions(users).setSigningKey(SharedKey.RSA);
    Sandbox sandbox =
        Sandbox.start(vertx, change.apply(options), passwords).await(20, TimeUnit.SECONDS);
    JsonObject conf = sandbox.verticleConfiguration();
    Files.writeString(folder.resolve("conf.json"), conf.encode());
    return conf;
  }

  private static String numbered(int users) {
    StringBuilder csv = new StringBuilder("username,password\n");
    for (int user = 1; user <= users; user++) {
      csv.append("user-" + user + ",password-" + user + "\n");
    }
    return csv.toString();
  }

  private CommandRun acquire(String users, String... arguments) throws IOException {
    Path csv = Files.writeString(folder.resolve("users.csv"), users);
    List<String> all =
        new ArrayList<>(
            List.of(
                "acquire",
                "--conf",
                folder.resolve("conf.json").toString(),
                "--users",
                csv.toString(),
                "--out",
                folder.resolve("out.jsonl").toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  /** The lines by user name, each of which may be there once. */
  private Map<String, JsonObject> results() throws IOException {
    return Files.readAllLines(folder.resolve("out.jsonl")).stream()
        .map(JsonObject::new)
        .collect(Collectors.toMap(line -> line.getString("username"), line -> line));
  }
}
