package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.alice;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.log.CapturedLog;
import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No secret reaches the log at any level, or the text of a failure. */
class SecretsTest {
  private static final Set<SandboxStep> FORM_STEPS =
      Set.of(SandboxStep.TOKEN, SandboxStep.PAR, SandboxStep.AUTHORIZE);
  private static final Set<String> FORM_SECRETS =
      Set.of("code", "code_verifier", "client_assertion", "request", "request_uri");

  @RegisterExtension final Live live = new Live();

  /** Every secret with its kind. */
  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  /** The step to fail and the fault; a null fault quotes the request back. */
  private volatile SandboxStep faultyStep;

  private volatile SandboxFault fault;

  @Test
  void noSecretIsLoggedOrReturnedInAFailure() {
    StringBuilder output = new StringBuilder();
    try (CapturedLog log = CapturedLog.from(Level.ALL)) {
      run(output);
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

  /** Runs successes, every failure, and every fault at every step. */
  private void run(StringBuilder output) {
    Map<String, SandboxUser> users = new HashMap<>();
    for (Policy policy : Policy.values()) {
      String name = policy.name().toLowerCase(Locale.ROOT);
      users.put(name, new SandboxUser(name, "wonderland-" + name, policy));
      secrets.put("wonderland-" + name, "password");
    }
    users.put("alice", SandboxUser.of("alice", "wonderland"));
    secrets.put("wonderland", "password");
    secrets.put("looking-glass", "wrong password");
    secrets.put("through-it", "new password");
    secrets.put(SandboxUser.CODE, "passcode");
    secrets.put("135790", "wrong passcode");
    SandboxOptions options =
        new SandboxOptions(users).setFaults((step, number) -> step == faultyStep ? fault : null);
    secrets.put(options.clientSecret(), "client secret");
    JsonObject configuration = live.sandbox(options, this::watch).verticleConfiguration();
    live.deploy(
        configuration
            .copy()
            .put("address", "pushing")
            .put("pushedAuthorization", true)
            .put("requestObject", true)
            .put("retry", new JsonObject().put("maxAttempts", 1)));
    live.deploy(
        configuration
            .put("requestTimeoutMs", 1000)
            .put("retry", new JsonObject().put("maxAttempts", 1))
            .put("accounts", accounts()));

    collectAccounts(output);
    for (SandboxStep step : List.of(SandboxStep.PAR, SandboxStep.AUTHORIZE)) {
      output.append(messageWithFault(step, null, () -> live.request("pushing.sign-on", alice())));
    }
    keep(await(live.request("pushing.sign-on", alice())));
    for (int time = 0; time < 20; time++) {
      keep(await(live.signOn(alice().put("scope", "openid offline_access"))));
    }
    for (SandboxStep step :
        List.of(
            SandboxStep.AUTHORIZE,
            SandboxStep.CREDENTIALS,
            SandboxStep.RESUME,
            SandboxStep.TOKEN)) {
      List<SandboxFault> faults = new ArrayList<>(List.of(SandboxFault.values()));
      // The client limits key set fetches per minute, and this fault reveals no secret.
      faults.remove(SandboxFault.KEYS_ROTATED);
      faults.add(null);
      for (SandboxFault each : faults) {
        output.append(messageWithFault(step, each, () -> live.signOnAlice()));
      }
    }
    for (String address : List.of("refresh", "introspect", "revoke", "userinfo")) {
      SandboxStep step =
          address.equals("refresh")
              ? SandboxStep.TOKEN
              : SandboxStep.valueOf(address.toUpperCase(Locale.ROOT));
      JsonObject tokens = await(live.signOn(alice().put("scope", "openid offline_access")));
      keep(tokens);
      JsonObject request =
          switch (address) {
            case "refresh" ->
                new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
            case "userinfo" ->
                new JsonObject().put("access_token", tokens.getString("access_token"));
            default -> new JsonObject().put("token", tokens.getString("access_token"));
          };
      List<SandboxFault> faults = new ArrayList<>(FaultOutcome.thatFailTheRequest().toList());
      // The request is processed, and a refresh token can be used only once.
      faults.remove(SandboxFault.ANSWER_LOST);
      faults.add(null);
      for (SandboxFault each : faults) {
        output.append(messageWithFault(step, each, () -> live.ask(address, request)));
      }
      keep(await(live.ask(address, request)));
    }
    continueFlow(output, "one_time_passcode", FlowAction.checkOneTimePasscode(SandboxUser.CODE));
    continueFlow(output, "one_time_passcode", FlowAction.checkOneTimePasscode("135790"));
    continueFlow(
        output,
        "password_expired",
        FlowAction.resetPassword("wonderland-password_expired", "through-it"));
    for (String name : users.keySet()) {
      output.append(
          await(
              live.signOn(
                      new JsonObject().put("username", name).put("password", "wonderland-" + name))
                  .map(outcome -> outcome.getString("status", ""))
                  .otherwise(Throwable::getMessage)));
    }
    for (int time = 0; time < 6; time++) {
      output.append(failure(live.signOn(alice().put("password", "looking-glass"))).getMessage());
    }
  }

  /** One working account, one with a wrong password, and one that needs a passcode. */
  private static JsonObject accounts() {
    JsonObject well = alice().put("scope", "openid offline_access");
    JsonObject wrong = alice().put("password", "looking-glass");
    JsonObject incomplete =
        new JsonObject()
            .put("username", "one_time_passcode")
            .put("password", "wonderland-one_time_passcode");
    return new JsonObject()
        .put("well", well)
        .put("wrong", wrong.put("lazy", true))
        .put("incomplete", incomplete.put("lazy", true));
  }

  private void collectAccounts(StringBuilder output) {
    JsonObject tokens = await(live.ask("account", new JsonObject().put("account", "well")));
    keep(tokens);
    for (String name : List.of("wrong", "incomplete", tokens.getString("access_token"))) {
      output.append(
          failure(live.ask("account", new JsonObject().put("account", name))).getMessage());
    }
    keep(
        await(
            live.ask(
                "account",
                new JsonObject()
                    .put("account", "well")
                    .put("refused_token", tokens.getString("access_token")))));
  }

  /** Performs an action under every fault, then quoted back, then normally. */
  private void continueFlow(StringBuilder output, String name, FlowAction action) {
    JsonObject user = new JsonObject().put("username", name).put("password", "wonderland-" + name);
    List<SandboxFault> faults = new ArrayList<>(FaultOutcome.thatFailTheRequest().toList());
    // The action is processed, so it cannot be repeated.
    faults.remove(SandboxFault.ANSWER_LOST);
    faults.add(null);
    for (SandboxFault each : faults) {
      JsonObject required = await(live.signOn(user));
      output.append(
          messageWithFault(SandboxStep.ACTION, each, () -> live.continueFlow(required, action)));
    }
    output.append(
        await(
            live.continueFlow(await(live.signOn(user)), action)
                .map(outcome -> "")
                .otherwise(Throwable::getMessage)));
  }

  private String messageWithFault(
      SandboxStep step, SandboxFault what, Supplier<Future<JsonObject>> ask) {
    fault = what;
    faultyStep = step;
    String message = await(ask.get().map(outcome -> "").otherwise(Throwable::getMessage));
    faultyStep = null;
    return message;
  }

  /** Rejects a request and quotes all of it, as careless servers do. */
  private static void quoteAll(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .setStatusCode(400)
                    .end(
                        new JsonObject()
                            .put("code", "INVALID_DATA")
                            .put("error", "invalid_request")
                            .put(
                                "message",
                                body
                                    + " "
                                    + request.getHeader("Cookie")
                                    + " "
                                    + request.getHeader("Authorization"))
                            .put("error_description", body.toString())
                            .encode()));
  }

  /** Collects the secrets of a request. Its cookies are those set by the previous response. */
  private boolean watch(HttpServerRequest request) {
    request.cookies().forEach(cookie -> secrets.put(cookie.getValue(), "cookie"));
    if (FORM_STEPS.contains(SandboxStep.of(request))) {
      request.body().onSuccess(this::collectForm);
    }
    boolean quotes = fault == null && SandboxStep.of(request) == faultyStep;
    if (quotes) {
      quoteAll(request);
    }
    return quotes;
  }

  private void collectForm(Buffer form) {
    new QueryStringDecoder(form.toString(), false)
        .parameters()
        .forEach(
            (name, values) -> {
              if (FORM_SECRETS.contains(name)) {
                secrets.put(values.get(0), name);
              }
            });
  }

  private void keep(JsonObject tokens) {
    for (String name : List.of("access_token", "id_token", "refresh_token")) {
      if (tokens.containsKey(name)) {
        secrets.put(tokens.getString(name), name);
      }
    }
  }
}
