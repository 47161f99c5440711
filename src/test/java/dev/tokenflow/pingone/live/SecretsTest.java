package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No secret reaches the log at any level, or the text of a failure. */
class SecretsTest {
  @RegisterExtension final Live live = new Live();

  /** Every secret with its kind. */
  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  @Test
  void noSecretIsLoggedOrReturnedInAFailure() throws Exception {
    StringBuilder output = new StringBuilder();
    try (CapturedLog log = CapturedLog.from(Level.ALL)) {
      sideBySide(everything()).forEach(output::append);
      output.append(log.text());
    }

    assertTrue(
        output.indexOf("account_locked") > 0 && output.indexOf("dev.tokenflow.pingone") > 0,
        "the run was not captured");
    assertEquals(
        Set.of(
            "client secret",
            "password",
            "wrong password",
            "new password",
            "passcode",
            "wrong passcode",
            "cookie",
            "code",
            "code_verifier",
            "client_assertion",
            "access_token",
            "id_token",
            "refresh_token",
            "request",
            "request_uri"),
        Set.copyOf(secrets.values()),
        "not every kind of secret was seen");
    Map<String, String> leaked = new TreeMap<>();
    secrets.forEach(
        (secret, kind) -> {
          int at = output.indexOf(secret);
          if (at >= 0) {
            leaked.put(kind, output.substring(Math.max(0, at - 200), at) + "<here>");
          }
        });
    assertEquals(Map.of(), leaked);
  }

  /** Successes, every failure, and every fault at every step; each returns its failures' texts. */
  private List<Callable<String>> everything() {
    List<Callable<String>> runs =
        new ArrayList<>(List.of(this::pushAndSign, this::useAccounts, this::signEverybodyOn));
    for (SandboxStep step :
        List.of(
            SandboxStep.AUTHORIZE,
            SandboxStep.CREDENTIALS,
            SandboxStep.RESUME,
            SandboxStep.TOKEN)) {
      runs.add(() -> signOnUnderFaultsAt(step));
    }
    for (String address : List.of("refresh", "introspect", "revoke", "userinfo")) {
      runs.add(() -> useTokensUnderFaultsAt(address));
    }
    runs.add(() -> actUnderFaults(Policy.ONE_TIME_PASSCODE, passcode(SandboxUser.CODE)));
    runs.add(() -> actUnderFaults(Policy.ONE_TIME_PASSCODE, passcode(wrong("135790", "passcode"))));
    secrets.put("through-it", "new password");
    runs.add(
        () ->
            actUnderFaults(
                Policy.PASSWORD_EXPIRED,
                FlowAction.resetPassword(passwordOf(Policy.PASSWORD_EXPIRED), "through-it")));
    return runs;
  }

  /** Each run waits for time-outs and for the ends of pauses. */
  private static List<String> sideBySide(List<Callable<String>> runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runs.size());
    try {
      List<String> texts = new ArrayList<>();
      for (Future<String> run : threads.invokeAll(runs)) {
        texts.add(run.get());
      }
      return texts;
    } finally {
      threads.shutdown();
    }
  }

  private String pushAndSign() {
    WatchedSandbox server = server("pushed");
    server.deploy(new JsonObject().put("pushedAuthorization", true).put("requestObject", true));
    StringBuilder output = new StringBuilder();
    for (SandboxStep step : List.of(SandboxStep.PAR, SandboxStep.AUTHORIZE)) {
      output.append(server.textUnder(null, step, () -> server.ask("sign-on", alice())));
    }
    server.keep(await(server.ask("sign-on", alice())));
    return output.toString();
  }

  /** One account that works, one with a wrong password, and one that needs a passcode. */
  private String useAccounts() {
    WatchedSandbox server = server("accounts");
    JsonObject wrong =
        alice().put("password", wrong("looking-glass", "password")).put("lazy", true);
    server.deploy(
        new JsonObject()
            .put(
                "accounts",
                new JsonObject()
                    .put("well", offline(alice()))
                    .put("wrong", wrong)
                    .put("incomplete", user(Policy.ONE_TIME_PASSCODE).put("lazy", true))));
    JsonObject tokens = await(server.ask("account", new JsonObject().put("account", "well")));
    server.keep(tokens);
    StringBuilder output = new StringBuilder();
    for (String name : List.of("wrong", "incomplete", tokens.getString("access_token"))) {
      output.append(
          failure(server.ask("account", new JsonObject().put("account", name))).getMessage());
    }
    server.keep(
        await(
            server.ask(
                "account",
                new JsonObject()
                    .put("account", "well")
                    .put("refused_token", tokens.getString("access_token")))));
    return output.toString();
  }

  private String signEverybodyOn() {
    WatchedSandbox server = server("everybody");
    server.deploy(new JsonObject());
    StringBuilder output = new StringBuilder();
    for (int time = 0; time < 20; time++) {
      server.keep(await(server.ask("sign-on", offline(alice()))));
    }
    for (Policy policy : Policy.values()) {
      output.append(server.text(server.ask("sign-on", user(policy))));
    }
    JsonObject wrong = alice().put("password", wrong("looking-glass", "password"));
    for (int time = 0; time < 6; time++) {
      output.append(failure(server.ask("sign-on", wrong)).getMessage());
    }
    return output.toString();
  }

  private String signOnUnderFaultsAt(SandboxStep step) {
    WatchedSandbox server = server("sign-on-" + step);
    server.deploy(new JsonObject());
    StringBuilder output = new StringBuilder();
    Stream.of(SandboxFault.values())
        // The client limits key set fetches per minute, and this fault reveals no secret.
        .filter(fault -> fault != SandboxFault.KEYS_ROTATED)
        .forEach(
            fault ->
                output.append(server.textUnder(fault, step, () -> server.ask("sign-on", alice()))));
    output.append(server.textUnder(null, step, () -> server.ask("sign-on", alice())));
    return output.toString();
  }

  private String useTokensUnderFaultsAt(String address) {
    WatchedSandbox server = server(address);
    server.deploy(new JsonObject());
    SandboxStep step =
        address.equals("refresh")
            ? SandboxStep.TOKEN
            : SandboxStep.valueOf(address.toUpperCase(Locale.ROOT));
    JsonObject tokens = await(server.ask("sign-on", offline(alice())));
    server.keep(tokens);
    JsonObject request =
        switch (address) {
          case "refresh" ->
              new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
          case "userinfo" -> new JsonObject().put("access_token", tokens.getString("access_token"));
          default -> new JsonObject().put("token", tokens.getString("access_token"));
        };
    StringBuilder output = new StringBuilder();
    for (SandboxFault fault : faultsBeforeProcessing()) {
      output.append(server.textUnder(fault, step, () -> server.ask(address, request)));
    }
    output.append(server.textUnder(null, step, () -> server.ask(address, request)));
    server.keep(await(server.ask(address, request)));
    return output.toString();
  }

  /** Performs an action under every fault, then quoted back, then normally. */
  private String actUnderFaults(Policy policy, FlowAction action) {
    WatchedSandbox server = server(policy + "-" + action.input().hashCode());
    server.deploy(new JsonObject());
    StringBuilder output = new StringBuilder();
    for (SandboxFault fault : faultsBeforeProcessing()) {
      JsonObject required = await(server.ask("sign-on", user(policy)));
      output.append(
          server.textUnder(fault, SandboxStep.ACTION, () -> live.continueFlow(required, action)));
    }
    JsonObject quoted = await(server.ask("sign-on", user(policy)));
    output.append(
        server.textUnder(null, SandboxStep.ACTION, () -> live.continueFlow(quoted, action)));
    JsonObject last = await(server.ask("sign-on", user(policy)));
    output.append(server.text(live.continueFlow(last, action)));
    return output.toString();
  }

  /** Without the fault that loses the answer only: what was processed cannot be repeated. */
  private static List<SandboxFault> faultsBeforeProcessing() {
    return FaultOutcome.thatFailTheRequest()
        .filter(fault -> fault != SandboxFault.ANSWER_LOST)
        .toList();
  }

  private WatchedSandbox server(String address) {
    Map<String, SandboxUser> users = new TreeMap<>();
    for (Policy policy : Policy.values()) {
      users.put(nameOf(policy), new SandboxUser(nameOf(policy), passwordOf(policy), policy));
      secrets.put(passwordOf(policy), "password");
    }
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    secrets.put("wonderland", "password");
    secrets.put(SandboxUser.CODE, "passcode");
    return new WatchedSandbox(live, address, users, secrets);
  }

  private String wrong(String secret, String what) {
    secrets.put(secret, "wrong " + what);
    return secret;
  }

  private static FlowAction passcode(String code) {
    return FlowAction.checkOneTimePasscode(code);
  }

  private static JsonObject offline(JsonObject request) {
    return request.put("scope", "openid offline_access");
  }

  private static JsonObject user(Policy policy) {
    return new JsonObject().put("username", nameOf(policy)).put("password", passwordOf(policy));
  }

  private static String nameOf(Policy policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  private static String passwordOf(Policy policy) {
    return "wonderland-" + nameOf(policy);
  }
}
