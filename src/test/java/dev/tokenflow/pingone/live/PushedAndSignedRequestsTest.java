package dev.tokenflow.pingone.live;

import static dev.tokenflow.pingone.live.Live.assertFails;
import static dev.tokenflow.pingone.live.Live.await;
import static dev.tokenflow.pingone.live.Live.options;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxOptions;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that require pushed or signed authorization requests. */
class PushedAndSignedRequestsTest {
  private static final Set<String> BY_REFERENCE = Set.of("client_id", "request_uri");
  private static final Set<String> IN_A_JWT =
      Set.of("client_id", "response_type", "scope", "redirect_uri", "response_mode", "request");

  @RegisterExtension final Live live = new Live();

  private final Map<String, Integer> seen = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> parameters = new ConcurrentHashMap<>();

  @ParameterizedTest
  @CsvSource({
    "true, false, pi.flow, HS256",
    "true, false, query, HS512",
    "false, true, pi.flow, HS512",
    "false, true, query, HS256",
    "true, true, pi.flow, HS256",
    "true, true, query, HS256"
  })
  void signsOnAsTheApplicationRequires(
      boolean pushed, boolean object, String responseMode, String algorithm) {
    live.deploy(
        configuration(application(pushed, object).setAlgorithm(algorithm))
            .put("pushedAuthorization", pushed)
            .put("requestObject", object)
            .put("responseMode", responseMode)
            .put("assertion", new JsonObject().put("algorithm", algorithm)));

    for (int time = 1; time <= 2; time++) {
      assertEquals("alice", await(live.signOnAlice()).getString("username"));
    }

    assertEquals(pushed ? 2 : null, seen.get("par"));
    assertEquals(pushed ? BY_REFERENCE : IN_A_JWT, parameters.get("authorize"));
    if (object && pushed) {
      Set<String> all = new TreeSet<>(IN_A_JWT);
      all.add("client_assertion");
      all.add("client_assertion_type");
      assertEquals(all, parameters.get("par"));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void failsIfTheApplicationRequiresAnotherForm(boolean pushed, boolean object) {
    live.deploy(configuration(application(pushed, object)));

    JsonObject failure = assertFails(live.signOnAlice(), 500, "configuration", "authorize");

    assertEquals(400, failure.getInteger("http_status"));
  }

  /** The request that was lost may have used up its reference (RFC 9126 section 4). */
  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER_READ", "NO_ANSWER", "STATUS_500"})
  void pushesAgainAfterALostAuthorizationRequest(SandboxFault fault) {
    live.deploy(
        configuration(
                application(true, false).setFaults(FaultPlan.at(SandboxStep.AUTHORIZE, 1, fault)))
            .put("pushedAuthorization", true)
            .put("requestTimeoutMs", 1000));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));

    assertEquals(2, seen.get("par"));
    assertEquals(2, seen.get("authorize"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET_AFTER_READ", "NO_ANSWER", "STATUS_500"})
  void neverSendsAReferenceTwice(SandboxFault fault) {
    live.deploy(
        configuration(
                application(true, false).setFaults(FaultPlan.at(SandboxStep.AUTHORIZE, 1, fault)))
            .put("pushedAuthorization", true)
            .put("requestTimeoutMs", 1000)
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    FaultOutcome outcome = FaultOutcome.of(fault);
    assertFails(live.signOnAlice(), outcome.code(), outcome.error(), "authorize");

    assertEquals(1, seen.get("authorize"));
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  /** The sandbox accepts the {@code jti} of a request object once. */
  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "STATUS_500"})
  void signsEachAttemptOfAPushAfresh(SandboxFault fault) {
    live.deploy(
        configuration(application(true, true).setFaults(FaultPlan.at(SandboxStep.PAR, 1, fault)))
            .put("pushedAuthorization", true)
            .put("requestObject", true));

    assertEquals("alice", await(live.signOnAlice()).getString("username"));

    assertEquals(2, seen.get("par"));
  }

  static Stream<SandboxFault> faults() {
    return FaultOutcome.thatFailTheRequest();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultAtThePushFailsOneSignOn(SandboxFault fault) {
    live.deploy(
        configuration(application(true, false).setFaults(FaultPlan.at(SandboxStep.PAR, 1, fault)))
            .put("pushedAuthorization", true)
            .put("requestTimeoutMs", 1000)
            .put("retry", new JsonObject().put("maxAttempts", 1)));

    FaultOutcome outcome = FaultOutcome.of(fault);
    assertFails(live.signOnAlice(), outcome.code(), outcome.error(), "par");
    assertEquals("alice", await(live.signOnAlice()).getString("username"));
  }

  private static SandboxOptions application(boolean pushed, boolean object) {
    return options().setPushedAuthorizationRequired(pushed).setRequestObjectRequired(object);
  }

  private JsonObject configuration(SandboxOptions options) {
    return live.sandbox(
            options,
            request -> {
              String step = SandboxStep.of(request).toString();
              seen.merge(step, 1, Integer::sum);
              request
                  .body()
                  .onSuccess(
                      form ->
                          parameters.put(
                              step,
                              new QueryStringDecoder(form.toString(), false)
                                  .parameters()
                                  .keySet()));
              return false;
            })
        .verticleConfiguration();
  }
}
