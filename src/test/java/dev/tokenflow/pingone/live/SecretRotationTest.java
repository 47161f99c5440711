package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.Sandbox;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets are rotated while the verticle runs, on either side first. */
class SecretRotationTest {
  private static final String NEW_SECRET = "another-secret-that-is-long-enough-for-HS256";

  @RegisterExtension final Live live = new Live();

  @TempDir Path folder;

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();
  private final String previous = options().clientSecret();
  private FaultPlan faults = FaultPlan.NONE;

  @Test
  void usesTheCurrentSecretFromTheFile() {
    Sandbox sandbox = deploy();
    await(live.signOnAlice());

    write(NEW_SECRET);
    await(sandbox.acceptClientSecrets(NEW_SECRET));

    await(live.signOnAlice());
    assertEquals(2, seen.get("token"), "no assertion was rejected");
  }

  @Test
  void triesThePreviousSecretOnceIfTheServerLagsBehind() {
    Sandbox sandbox = deploy();
    await(live.signOnAlice());

    write(NEW_SECRET);

    await(live.signOnAlice());
    assertEquals(3, seen.get("token"), "one assertion was rejected");
    await(live.ask("introspect", new JsonObject().put("token", "made-up")));
    assertEquals(2, seen.get("introspect"));

    await(sandbox.acceptClientSecrets(NEW_SECRET));
    await(live.signOnAlice());
    assertEquals(4, seen.get("token"));
  }

  @Test
  void triesTheSecretThatWasGoodAfterAHalfWrittenOne() {
    deploy();
    write(NEW_SECRET.substring(0, 36));
    await(live.signOnAlice());

    write(NEW_SECRET);

    await(live.signOnAlice());
  }

  @Test
  void rotationDuringManySignOnsLosesNone() {
    Sandbox sandbox = deploy();
    await(live.signOnAlice());
    List<Future<JsonObject>> signOns =
        IntStream.range(0, 100).mapToObj(number -> live.signOnAlice()).toList();

    write(NEW_SECRET);
    await(sandbox.acceptClientSecrets(NEW_SECRET, previous));

    await(Future.all(signOns));
    await(sandbox.acceptClientSecrets(NEW_SECRET));
    await(live.signOnAlice());
  }

  @Test
  void triesAWrongSecretOnce() {
    Sandbox sandbox = deploy();
    await(sandbox.acceptClientSecrets(NEW_SECRET));

    assertFails(live.signOnAlice(), 500, "invalid_client", "token");

    assertEquals(1, seen.get("token"));
  }

  @Test
  void triesEachOfTwoWrongSecretsOnce() {
    Sandbox sandbox = deploy();
    await(sandbox.acceptClientSecrets("a-third-secret-that-is-long-enough-for-HS256"));
    write(NEW_SECRET);

    assertFails(live.signOnAlice(), 500, "invalid_client", "token");

    assertEquals(2, seen.get("token"));
  }

  @Test
  void toleratesAFileThatIsBrieflyEmpty() {
    deploy();
    write("");

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  @Test
  void usesTheCurrentPasswordFromTheFile() {
    Sandbox sandbox = deployAccount();
    write("looking-glass-2");
    await(sandbox.changePassword("alice", "looking-glass-2"));

    assertEquals("alice", await(account()).getString("username"));
    assertEquals(1, seen.get("credentials"));
  }

  @Test
  void triesThePreviousPasswordOnceAfterAChange() {
    deployAccount();
    write("looking-glass-2");

    assertEquals("alice", await(account()).getString("username"));
    assertEquals(2, seen.get("credentials"));
  }

  private Future<JsonObject> account() {
    return live.ask("account", new JsonObject().put("account", "nightly"));
  }

  /** PingOne says nothing of the client where it is a signature in the request that it refuses. */
  @ParameterizedTest
  @CsvSource({"false, false, 192.0.2.7", "true, false,", "true, false, 192.0.2.7", "true, true,"})
  void signsTheRequestWithThePreviousSecretIfTheServerLagsBehind(
      boolean requestObject, boolean pushed, String remoteIp) {
    Sandbox sandbox =
        deploy(
            new JsonObject()
                .put("requestObject", requestObject)
                .put("pushedAuthorization", pushed));
    JsonObject request = remoteIp == null ? alice() : alice().put("remote_ip", remoteIp);
    await(live.signOn(request));

    write(NEW_SECRET);
    await(live.signOn(request));

    await(sandbox.acceptClientSecrets(NEW_SECRET));
    await(live.signOn(request));
  }

  /** What is pushed again after a fault is signed with the secret that the server accepted. */
  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER_READ", "STATUS_500", "STATUS_503_RETRY_AFTER"})
  void pushesAgainWithThePreviousSecretIfTheServerLagsBehind(SandboxFault fault) {
    faults = FaultPlan.at(SandboxStep.AUTHORIZE, 1, fault);
    deploy(new JsonObject().put("requestObject", true).put("pushedAuthorization", true));

    write(NEW_SECRET);

    assertEquals("alice", await(live.signOnAlice()).getString("username"));
    assertEquals(2, seen.get("authorize"));
  }

  @Test
  void namesTheUserWithThePreviousSecretIfTheServerLagsBehind() {
    deploy(new JsonObject().put("loginHintUser", true));
    JsonObject request =
        new JsonObject().put("login_hint_user", "alice").put("acr_values", "MFA_Only");
    write(NEW_SECRET);

    assertEquals("tokens", await(live.ask("authorize", request)).getString("outcome"));
  }

  /** A denied user looks like a refused secret, and is no reason to doubt it later. */
  @Test
  void namesTheUserWithThePreviousSecretAfterAnotherUserWasDenied() {
    Sandbox sandbox = deploy(new JsonObject().put("loginHintUser", true));
    JsonObject request = new JsonObject().put("acr_values", "MFA_Only");
    assertFails(
        live.ask("authorize", request.copy().put("login_hint_user", "nobody")),
        403,
        "access_denied",
        "authorize");
    write(NEW_SECRET);

    JsonObject alice = request.copy().put("login_hint_user", "alice");
    assertEquals("tokens", await(live.ask("authorize", alice)).getString("outcome"));

    await(sandbox.acceptClientSecrets(NEW_SECRET));
    assertEquals("tokens", await(live.ask("authorize", alice)).getString("outcome"));
  }

  private Sandbox deploy() {
    return deploy(new JsonObject());
  }

  private Sandbox deploy(JsonObject settings) {
    Sandbox sandbox = sandbox();
    write(previous);
    JsonObject configuration = sandbox.verticleConfiguration().mergeIn(settings);
    configuration.remove("clientSecret");
    live.deploy(configuration.put("clientSecretFile", secret().toString()));
    return sandbox;
  }

  private Sandbox deployAccount() {
    Sandbox sandbox = sandbox();
    write("wonderland");
    JsonObject account =
        new JsonObject()
            .put("username", "alice")
            .put("passwordFile", secret().toString())
            .put("lazy", true);
    live.deploy(
        sandbox.verticleConfiguration().put("accounts", new JsonObject().put("nightly", account)));
    return sandbox;
  }

  private Sandbox sandbox() {
    return live.sandbox(
        options().setFaults(faults),
        request -> {
          seen.merge(SandboxStep.of(request).toString(), 1, Integer::sum);
          return false;
        });
  }

  private Path secret() {
    return folder.resolve("secret");
  }

  private void write(String content) {
    try {
      Files.writeString(secret(), content + "\n");
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }
}
