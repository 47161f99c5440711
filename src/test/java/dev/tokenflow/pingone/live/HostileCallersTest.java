package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenflow.pingone.message.FlowAction;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import dev.tokenflow.pingone.sandbox.SandboxUser.Policy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a message contains: one answer, nothing sent, and a flow's handle stays valid. */
class HostileCallersTest {
  private static final String HALF_A_PAIR = "a\ud83d";

  @RegisterExtension final Live live = new Live();

  @Test
  void refusesEveryFieldThatCannotBe() {
    AtomicInteger sent = new AtomicInteger();
    live.deploy(
        live.sandbox(
                options(Policy.ONE_TIME_PASSCODE),
                request -> {
                  if (SandboxStep.of(request) != SandboxStep.JWKS) {
                    sent.incrementAndGet();
                  }
                  return false;
                })
            .verticleConfiguration()
            .put(
                "accounts",
                new JsonObject()
                    .put(
                        "robot",
                        new JsonObject()
                            .put("username", "alice")
                            .put("password", "wonderland")
                            .put("lazy", true))));
    JsonObject required = await(live.signOnAlice());
    int before = sent.get();
    Map<String, JsonObject> requests = new LinkedHashMap<>();
    requests.put("sign-on", Live.alice().put("scope", "openid").put("acr_values", "Single_Factor"));
    requests.put("client-credentials", new JsonObject().put("scope", "a"));
    requests.put(
        "refresh",
        new JsonObject().put("refresh_token", "r").put("scope", "openid").put("sub", "s"));
    requests.put("account", new JsonObject().put("account", "robot").put("refused_token", "t"));
    requests.put("introspect", new JsonObject().put("token", "t").put("token_type_hint", "x"));
    requests.put("revoke", new JsonObject().put("token", "t").put("token_type_hint", "x"));
    requests.put("userinfo", new JsonObject().put("access_token", "t").put("sub", "s"));
    requests.put(
        required.getString("continue_at").replaceFirst("pingone.", ""),
        new JsonObject()
            .put("flow", required.getString("flow"))
            .put("action", "otp.check")
            .put("input", new JsonObject().put("otp", "246810")));

    requests.forEach(
        (address, request) -> {
          if (!address.startsWith("flow.")) {
            request.put("correlation_id", "c-1");
          }
          for (String field : request.fieldNames()) {
            for (Object odd : odd(field)) {
              refuses(address, request.copy().put(field, odd), field);
            }
          }
        });
    for (Object input : inputs()) {
      refuses(
          required.getString("continue_at").replaceFirst("pingone.", ""),
          new JsonObject()
              .put("flow", required.getString("flow"))
              .put("action", "otp.check")
              .put("input", input),
          "input");
    }

    assertEquals(before, sent.get());
    JsonObject tokens =
        await(live.continueFlow(required, FlowAction.checkOneTimePasscode("246810")));
    assertEquals("tokens", tokens.getString("outcome"));
  }

  private void refuses(String address, JsonObject request, String field) {
    JsonObject failure =
        Live.assertFails(live.ask(address, request), 400, "invalid_request", "request");

    String description = failure.getString("error_description");
    assertTrue(
        description.startsWith(field), () -> description + " for " + field + " of " + address);
    assertTrue(description.length() <= 200, description);
    assertFalse(description.contains("wonderland"), description);
  }

  /** What no field can be, but for the input, which is an object. */
  private static List<Object> odd(String field) {
    JsonArray array = new JsonArray().add("a");
    return switch (field) {
      case "input" -> List.of(7, true, array, "wonderland");
      // A handle is compared, and that is all.
      case "flow", "account", "sub" -> List.of(7, true, array, new JsonObject(), " \t");
      default ->
          List.of(
              7,
              1.5e300,
              true,
              array,
              deep(900),
              HALF_A_PAIR,
              "wonderland".repeat(10_000),
              "a".repeat(1_000_000));
    };
  }

  private static List<Object> inputs() {
    JsonObject wide = new JsonObject();
    for (int number = 0; number < 10_000; number++) {
      wide.put("field-" + number, number);
    }
    return List.of(
        deep(900),
        deep(17),
        wide,
        new JsonObject().put("a", "x".repeat(1_000_000)),
        new JsonObject().put("a", HALF_A_PAIR),
        new JsonObject().put(HALF_A_PAIR, "a"),
        new JsonObject().put("a", Double.NaN),
        new JsonObject().put("a", new JsonArray().add(Float.NEGATIVE_INFINITY)));
  }

  private static JsonObject deep(int levels) {
    JsonObject inner = new JsonObject();
    for (int level = 1; level < levels; level++) {
      inner = new JsonObject().put("a", inner);
    }
    return inner;
  }
}
